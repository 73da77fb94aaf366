package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient.LogPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a job's log on ai-toolkit's server, which begins again with every start of the job. */
class AiToolkitLines {
    private final AiToolkitClient client;
    private final String id;
    private long next;
    private String rest = "";
    private Runnable restarted = () -> {};

    /** @param offset in bytes */
    AiToolkitLines(AiToolkitClient client, String id, long offset) {
        this.client = client;
        this.id = id;
        this.next = offset;
    }

    /** What happens when the log has begun again, before its lines are read. */
    void whenRestarted(Runnable happens) {
        restarted = happens;
    }

    /** Where the first line begins that has not been read to its end. */
    long offset() {
        return next - rest.getBytes(StandardCharsets.UTF_8).length;
    }

    /** New whole lines. Progress bars end theirs with a carriage return. */
    List<String> read() {
        LogPart part = client.log(id, next);
        String text = part.again() ? part.text() : rest + part.text();
        if (part.again()) {
            restarted.run();
        }
        next = part.next();
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("[\r\n]", -1)));
        rest = lines.removeLast();
        lines.removeIf(String::isEmpty);
        return lines;
    }
}
