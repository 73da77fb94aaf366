package io.understudy.prompting.formats;

import java.util.List;

/**
 * A prompt that came from another tool.
 *
 * @param remarks what could not be carried over and what was not said, in sentences; often empty
 */
public record ImportedPrompt(FilledPrompt prompt, List<String> remarks) {
    public ImportedPrompt {
        remarks = List.copyOf(remarks);
    }
}
