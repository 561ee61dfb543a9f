package io.github.taskloom.dashboard.internal.data;

/**
 * Why an attempt failed, or a task.
 *
 * @param task a row of the tasks
 * @param attempt its number; 0 for the task as a whole
 * @param message one that people read
 * @param stack the stack trace; empty where it would tell nothing
 */
public record FailureRow(int task, int attempt, String message, String stack) {}
