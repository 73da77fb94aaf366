package io.understudy.datasets;

import java.io.IOException;
import java.io.InputStream;

record CaptionedFile(String name, String caption, Source open) {
    interface Source {
        InputStream get() throws IOException;
    }
}
