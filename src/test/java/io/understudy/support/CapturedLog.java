package io.understudy.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that the product logs while this is open, down to the finest level, with every stack trace. */
public final class CapturedLog implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger product = (Logger) LoggerFactory.getLogger("io.understudy");
    private final @Nullable Level before = product.getLevel();
    private final Lines lines = new Lines();

    public CapturedLog() {
        lines.setContext(root.getLoggerContext());
        lines.start();
        root.addAppender(lines);
        product.setLevel(Level.TRACE);
    }

    public String text() {
        return String.join("\n", lines.written);
    }

    @Override
    public void close() {
        product.setLevel(before);
        root.detachAppender(lines);
        lines.stop();
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<String> written = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            written.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                written.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}
