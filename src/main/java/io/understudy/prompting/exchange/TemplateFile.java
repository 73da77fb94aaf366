package io.understudy.prompting.exchange;

import java.util.List;
import java.util.Map;

public record TemplateFile(List<PortableTemplate> templates, Map<String, String> snippets) {
    public static final int MOST = 2_000;
    /** Characters. */
    public static final int MOST_IN_SNIPPET = 10_000;

    public TemplateFile {
        templates = List.copyOf(templates);
        snippets = Map.copyOf(snippets);
    }
}
