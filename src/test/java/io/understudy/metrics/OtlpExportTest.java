package io.understudy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.understudy.support.CapturedLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpExportTest {
    private final MeterRegistry figures = new SimpleMeterRegistry();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void aCollectorListens() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", this::receive);
        collector.start();
    }

    @AfterEach
    void theCollectorStops() {
        collector.stop(0);
    }

    private void receive(HttpExchange request) throws IOException {
        boolean packed = "gzip".equals(request.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = packed ? new GZIPInputStream(request.getRequestBody()) : request.getRequestBody()) {
            // Texts are readable in a message of protocol buffers.
            received.add(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        keys.add(String.valueOf(request.getRequestHeaders().getFirst("X-Key")));
        request.sendResponseHeaders(200, -1);
        request.close();
    }

    private OtlpExport export(String url) {
        return new OtlpExport(figures, new OtlpProperties(url, Map.of("X-Key", "secret"), Duration.ofHours(1)));
    }

    private String url() {
        return "http://localhost:" + collector.getAddress().getPort() + "/v1/metrics";
    }

    @Test
    void figuresOfBeforeAndAfterTheStartAreSent() {
        AtomicInteger runs = figures.gauge("understudy.runs", new AtomicInteger(3));
        figures.counter("understudy.runs.ended", "state", "succeeded").increment();
        OtlpExport export = export(url());
        export.start();
        Timer.builder("understudy.store.operations").register(figures).record(Duration.ofMillis(5));

        export.stop();

        assertThat(String.join("", received))
                .contains("understudy.runs", "understudy.runs.ended", "succeeded", "understudy.store.operations")
                .contains("service.name");
        assertThat(keys).isNotEmpty().containsOnly("secret");
        assertThat(runs).as("still there to be read").hasValue(3);
    }

    @Test
    void withoutAnAddressNothingIsSent() {
        figures.counter("understudy.runs.ended").increment();
        OtlpExport export = export(" ");
        export.start();

        export.stop();

        assertThat(received).isEmpty();
        assertThat(new OtlpProperties(" ", Map.of(), Duration.ofHours(1)).isOn())
                .isFalse();
    }

    @Test
    void aCollectorThatIsAwayHoldsNothingUp() {
        OtlpExport export = export("http://localhost:1/v1/metrics");
        figures.counter("understudy.runs.ended").increment();
        export.start();

        export.stop();

        assertThat(figures.counter("understudy.runs.ended").count()).isOne();
    }

    @Test
    void itsHeadersAreInNoLog() {
        figures.counter("understudy.runs.ended").increment();
        OtlpExport export = export("http://localhost:1/v1/metrics");

        try (CapturedLog log = new CapturedLog()) {
            export.start();
            export.stop();

            assertThat(log.text()).contains("localhost:1").doesNotContain("secret");
        }
        assertThat(new OtlpProperties(url(), Map.of("X-Key", "secret"), Duration.ofMinutes(1)).toString())
                .isEqualTo("OtlpProperties[on]");
    }
}
