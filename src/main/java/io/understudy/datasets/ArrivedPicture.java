package io.understudy.datasets;

import io.understudy.storage.Spooled;

/**
 * A file that arrived and waits to be decoded; closing removes it.
 *
 * @param name as it may be shown
 * @param caption from the file beside it, or empty
 */
record ArrivedPicture(String name, Spooled file, String caption) implements AutoCloseable {
    @Override
    public void close() {
        file.close();
    }
}
