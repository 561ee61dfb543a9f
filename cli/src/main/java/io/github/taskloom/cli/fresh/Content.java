package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.glob.FoundFile.Stamp;

/**
 * What a file holds.
 *
 * @param digest stands for it; the same for the same content
 * @param stamp as long as the file has this one the digest holds; {@link Stamp#NONE} where it may
 *     have changed since without another one
 */
record Content(String digest, Stamp stamp) {}
