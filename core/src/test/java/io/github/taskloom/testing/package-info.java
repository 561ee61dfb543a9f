/** What tests of several packages share: waits that end, and what was logged. */
package io.github.taskloom.testing;
