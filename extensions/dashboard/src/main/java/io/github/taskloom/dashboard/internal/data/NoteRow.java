package io.github.taskloom.dashboard.internal.data;

/**
 * What else is known of a task.
 *
 * @param task a row of the tasks
 * @param label what kind of thing
 * @param text the thing
 */
public record NoteRow(int task, String label, String text) {}
