/**
 * What one run of a task file leaves for the next: which tasks were DONE, and whether they still
 * are what they were. Entry point: {@link io.github.taskloom.cli.resume.RunRecord}.
 */
@NullMarked
package io.github.taskloom.cli.resume;

import org.jspecify.annotations.NullMarked;
