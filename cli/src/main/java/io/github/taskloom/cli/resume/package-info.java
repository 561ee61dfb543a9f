/**
 * What an earlier run made, on record, for {@code --resume}: which tasks are DONE and need not run
 * again as long as they are what they were. Entry point: {@link
 * io.github.taskloom.cli.resume.RunRecord}.
 */
@NullMarked
package io.github.taskloom.cli.resume;

import org.jspecify.annotations.NullMarked;
