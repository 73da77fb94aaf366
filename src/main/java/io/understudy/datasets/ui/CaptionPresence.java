package io.understudy.datasets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.CaptionEditor;
import io.understudy.datasets.captions.CaptionEditors;
import io.understudy.datasets.captions.CaptionSignals;
import io.understudy.platform.ui.LiveUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

class CaptionPresence extends Composite<Span> {
    private final transient CaptionSignals signals;
    private final CharacterId character;
    private final String page = UUID.randomUUID().toString();
    private final Map<String, CaptionRow> rows = new LinkedHashMap<>();
    private Registration following = () -> {};

    CaptionPresence(CaptionSignals signals, CharacterId character) {
        this.signals = signals;
        this.character = character;
        getContent().addClassName("caption-presence");
        getContent().getElement().setAttribute("role", "status");
    }

    /** Watches a caption: others see when this person goes into it, and it is marked while others are in it. */
    void watch(PictureId picture, CaptionRow row) {
        rows.put(picture.value().toString(), row);
        row.whenEntered(() -> signals.at(character, page, picture));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        following = LiveUpdate.show(this, signals.room(character), this::show);
        signals.at(character, page, null);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        following.remove();
        signals.leave(character, page);
    }

    private void show(CaptionEditors room) {
        List<CaptionEditor> others = room.others(page);
        String names = others.stream().map(CaptionEditor::name).distinct().collect(Collectors.joining(", "));
        getContent().setText(others.isEmpty() ? "" : "Also here: " + names);
        getContent().setVisible(!others.isEmpty());
        rows.forEach((picture, row) -> row.editedBy(others.stream()
                .filter(editor -> picture.equals(editor.picture()))
                .map(CaptionEditor::name)
                .distinct()
                .collect(Collectors.joining(" and "))));
    }
}
