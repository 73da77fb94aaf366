package io.understudy.api.runs;

import io.understudy.training.LogLine;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.io.IOException;
import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The lines of a run's log. */
class LogFeed implements RunFeed {
    private static final int MOST = 1_000;

    private final RunService runs;
    private int next;
    private boolean more;

    /** @param next the position of the first line that the client does not have */
    LogFeed(RunService runs, int next) {
        this.runs = runs;
        this.next = next;
    }

    @Override
    public boolean send(RunProgress now, SseEmitter emitter) throws IOException {
        List<LogLine> lines = runs.logAt(now.run(), next, MOST);
        for (LogLine line : lines) {
            next = line.position() + 1;
            emitter.send(
                    SseEmitter.event().name("line").id(Integer.toString(next)).data(RunLogLine.of(line)));
        }
        more = lines.size() == MOST;
        return !lines.isEmpty();
    }

    @Override
    public boolean hasMore() {
        return more;
    }
}
