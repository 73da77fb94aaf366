package io.understudy.api.runs;

import io.understudy.training.MetricPoint;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.io.IOException;
import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The states of a run, and what was measured at its steps. */
class ProgressFeed implements RunFeed {
    private static final int MOST = 1_000;

    private final RunService runs;
    private int sent;
    private long revision = -1;
    private int attempt;
    private boolean more;

    /** @param after id of the last event that the client has: attempt and step, or a step alone; 0 for none */
    ProgressFeed(RunService runs, String after) {
        int dash = after.indexOf('-');
        this.runs = runs;
        this.attempt = dash < 0 ? -1 : Integer.parseInt(after.substring(0, dash));
        this.sent = Integer.parseInt(after.substring(dash + 1));
    }

    @Override
    public boolean send(RunProgress now, SseEmitter emitter) throws IOException {
        if (now.attempt() != attempt) {
            if (attempt >= 0 || sent > now.step()) {
                sent = 0; // Another attempt measures some of the steps again.
            }
            attempt = now.attempt();
        }
        List<MetricPoint> points = runs.exactPoints(now.run(), sent, MOST);
        for (MetricPoint point : points) {
            emitter.send(SseEmitter.event()
                    .name("metric")
                    .id(attempt + "-" + point.step())
                    .data(RunMetric.of(point)));
            sent = point.step();
        }
        more = points.size() == MOST;
        // A client that hears of the end stops listening, so the state comes behind the metrics.
        if (more || now.revision() == revision) {
            return !points.isEmpty();
        }
        revision = now.revision();
        emitter.send(SseEmitter.event().name("state").data(RunStateEvent.of(now)));
        return true;
    }

    @Override
    public boolean hasMore() {
        return more;
    }
}
