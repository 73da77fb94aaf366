package io.understudy.datasets;

import java.io.IOException;
import java.io.InputStream;

/** A picture file with the caption that belongs to it. */
record CaptionedFile(String name, String caption, Source open) {
    /** Where the bytes come from. */
    interface Source {
        InputStream get() throws IOException;
    }
}
