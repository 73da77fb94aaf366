package io.understudy.prompts.formats;

import java.util.List;

/**
 * A prompt in the form of another tool.
 *
 * @param remarks what could not be said in this form, or has to be set by hand, in sentences; often empty
 */
public record WrittenPrompt(String text, List<String> remarks) {
    public WrittenPrompt {
        remarks = List.copyOf(remarks);
    }
}
