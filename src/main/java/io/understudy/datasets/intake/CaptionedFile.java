package io.understudy.datasets.intake;

import java.io.IOException;
import java.io.InputStream;

public record CaptionedFile(String name, String caption, Source open) {
    public interface Source {
        InputStream get() throws IOException;
    }
}
