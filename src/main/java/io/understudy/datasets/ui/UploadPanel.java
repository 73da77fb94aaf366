package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BrowserElement;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is being sent, and what became of each file. The browser keeps the list and draws it: it knows of files that
 * never arrived, and it has the list also while there is no server.
 */
class UploadPanel extends Composite<Div> {
    private final Progress progress = new Progress();
    private final Span storing = Hint.inline();
    private transient @Nullable List<String> preparing = List.of();

    @Tag("upload-progress")
    static class Progress extends BrowserElement {}

    UploadPanel(UUID account, CharacterId character, Outages outages) {
        progress.getElement()
                .setAttribute("account", account.toString())
                .setAttribute("dataset", character.value().toString())
                .setAttribute("limits", JsonMapper.shared().writeValueAsString(limits()));
        storing.setVisible(false);
        getContent().addClassName("upload-panel");
        getContent().add(progress, storing);
        LiveUpdate.show(
                progress,
                outages.live(),
                Set::isEmpty,
                answers -> progress.getElement().setAttribute("away", !answers));
    }

    private static Map<String, Object> limits() {
        return Map.of(
                "pictureBytes",
                IntakeLimits.PICTURE_BYTES,
                "pictureTooLarge",
                "it is larger than " + Formats.bytes(IntakeLimits.PICTURE_BYTES)
                        + ", the most for one picture: save it smaller",
                "fileIsTooBig",
                "it is larger than " + Formats.bytes(IntakeLimits.ZIP_BYTES) + ": split it",
                "incorrectFileType",
                "it is no JPEG, PNG, WebP, zip, caption file (.txt, .json) or settings of a trainer (.toml, .yaml)",
                "heic",
                UnreadPhoto.REFUSAL,
                "unknown",
                "the browser could not send it: add it again");
    }

    void onSending(Runnable sending) {
        progress.on("sending", sending);
    }

    /** @param sent receives, once nothing is left to send, how many files could not be sent */
    void onSent(IntConsumer sent) {
        progress.on("sent", Integer.class, failed -> {
            // The browser waits for the names of those that are still being prepared, even when there are none.
            preparing = null;
            sent.accept(failed);
        });
    }

    void storing(String name, int done, int total) {
        storing.setText(done < total ? name + ": storing picture " + done + " of " + total : "");
        storing.setVisible(done < total);
    }

    /** Shows the browser's own previews of these files until they are in the dataset. */
    void preparing(List<String> names) {
        if (!names.equals(preparing)) {
            preparing = names;
            progress.getElement().callJsFunction("preparing", names);
        }
    }

    void settled(CaptionFileDrop.Settled settled) {
        progress.getElement()
                .callJsFunction(
                        "captionsSettled", settled.read(), settled.rejected(), settled.notes(), settled.settings());
    }
}
