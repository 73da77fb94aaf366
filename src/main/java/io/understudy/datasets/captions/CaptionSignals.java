package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.live.LiveTopics;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is at which caption, for the open pages of this node. Nobody is locked out by it: it is only shown. */
@Component
public class CaptionSignals extends LiveTopics<CharacterId, CaptionEditors> {
    private final CurrentActor actor;

    CaptionSignals(SignalThread thread, CurrentActor actor) {
        super(thread);
        this.actor = actor;
    }

    /** Keep the signal as long as the page, and follow it before anyone enters. */
    public LiveValue<CaptionEditors> room(CharacterId character) {
        return topic(character, CaptionEditors.EMPTY);
    }

    public void at(CharacterId character, String page, @Nullable PictureId picture) {
        CaptionEditor editor = new CaptionEditor(
                page,
                actor.get().name(),
                picture == null ? null : picture.value().toString());
        update(character, room -> room.with(editor));
    }

    public void leave(CharacterId character, String page) {
        update(character, room -> room.without(page));
    }
}
