package io.github.taskloom.dashboard.internal.live;

/**
 * Why a request is not done.
 *
 * @param status of HTTP
 * @param why a sentence
 */
record Refusal(int status, String why) {}
