package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.StreamedUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes files that a browser sends, several at once, into a dataset, and answers each with what became of it. It runs
 * without the session's lock, so it must not touch components outside of {@code UI.access}.
 */
class PhotoReceiver implements UploadHandler {
    private static final int TOLD_EVERY = 5;
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    private final transient ArrivalService arrivals;
    private final transient CaptionFileDrop captions;
    private final transient Outages outages;
    private final CharacterId character;
    private final UploadPanel panel;
    private final transient Runnable coming;
    private final AtomicInteger running = new AtomicInteger();

    /** @param coming is called, in the page's own turn, for each file when it is checked */
    PhotoReceiver(
            ArrivalService arrivals,
            CaptionFileDrop captions,
            Outages outages,
            CharacterId character,
            UploadPanel panel,
            Runnable coming) {
        this.arrivals = arrivals;
        this.captions = captions;
        this.outages = outages;
        this.character = character;
        this.panel = panel;
        this.coming = coming;
    }

    /** Files keep arriving while a dialog is open over the page. */
    @Override
    public boolean isAllowInert() {
        return true;
    }

    boolean isReceiving() {
        return running.get() > 0;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI ui = event.getUI();
        running.incrementAndGet();
        UploadResult answer;
        try (InputStream in = event.getInputStream()) {
            answer = take(ui, event.getFileName(), in);
            // A browser receives an answer only after it has sent everything.
            in.skip(IntakeLimits.PICTURE_BYTES);
        } catch (UncheckedIOException brokenOff) {
            LOG.debug("An upload broke off; the browser sends it again", brokenOff);
            throw brokenOff.getCause();
        } finally {
            boolean last = running.decrementAndGet() == 0;
            StreamedUpload.tell(ui, () -> received(last));
        }
        event.getResponse().setContentType("application/json;charset=utf-8");
        event.getResponse().getWriter().write(JsonMapper.shared().writeValueAsString(answer));
    }

    private UploadResult take(UI ui, String name, InputStream in) throws IOException {
        try {
            if (CaptionFile.isOne(name)) {
                captions.receive(name, in);
                return UploadResult.DELIVERED;
            }
            Optional<String> leftOut = captions.leftOut(name);
            if (leftOut.isPresent()) {
                return UploadResult.refused(leftOut.get());
            }
            IntakeReport taken = arrivals.take(character, name, in, (done, total) -> {
                if (total > 1 && (done % TOLD_EVERY == 0 || done == total)) {
                    StreamedUpload.tell(ui, () -> panel.storing(name, done, total));
                }
            });
            if (taken.picture() != null) {
                captions.received(name, taken.picture(), !taken.added().isEmpty());
            }
            return UploadResult.of(name, taken);
        } catch (UncheckedIOException brokenOff) {
            throw brokenOff;
        } catch (DomainException | AccessDeniedException refused) {
            return UploadResult.refused(ErrorMessages.message(refused));
        } catch (RuntimeException problem) {
            return outages.notice(problem).isPresent()
                    ? UploadResult.AWAY
                    : UploadResult.again(ErrorMessages.message(problem));
        }
    }

    private void received(boolean last) {
        if (last) {
            settleCaptions(false);
        }
        coming.run();
    }

    /**
     * Gives the pictures that are there their captions, in the page's own turn.
     *
     * @param noMoreCome whether captions without a picture belong to none
     */
    void settleCaptions(boolean noMoreCome) {
        try {
            CaptionFileDrop.Settled settled = captions.settle(noMoreCome);
            if (!settled.isEmpty()) {
                panel.settled(settled);
            }
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }
}
