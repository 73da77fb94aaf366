package io.understudy.prompting.formats;

import java.util.List;

/**
 * A prompt in the form of another tool.
 *
 * @param remarks what could not be said in this form, or has to be set by hand, in sentences; often empty
 */
public record ExportedPrompt(String text, List<String> remarks) {
    public ExportedPrompt {
        remarks = List.copyOf(remarks);
    }
}
