package io.understudy.datasets.captions;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.live.SignalThread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is at which caption, for the open pages of this node. Nobody is locked out by it: it is only shown. */
@Component
public class CaptionSignals {
    private static final class RoomSignals {
        private final Map<String, CaptionEditor> editors = new LinkedHashMap<>();
        private final SharedValueSignal<CaptionEditors> signal = new SharedValueSignal<>(CaptionEditors.EMPTY);

        void tell() {
            signal.set(new CaptionEditors(List.copyOf(editors.values())));
        }
    }

    private final Map<CharacterId, RoomSignals> rooms = new ConcurrentHashMap<>();
    private final SignalThread thread;
    private final CurrentActor actor;

    CaptionSignals(SignalThread thread, CurrentActor actor) {
        this.thread = thread;
        this.actor = actor;
    }

    public Signal<CaptionEditors> room(CharacterId character) {
        return open(character).signal;
    }

    public void at(CharacterId character, String page, @Nullable PictureId picture) {
        CaptionEditor editor = new CaptionEditor(
                page,
                actor.get().name(),
                picture == null ? null : picture.value().toString());
        thread.execute(() -> {
            RoomSignals room = open(character);
            room.editors.put(page, editor);
            room.tell();
        });
    }

    public void leave(CharacterId character, String page) {
        thread.execute(() -> {
            RoomSignals room = open(character);
            if (room.editors.remove(page) != null) {
                room.tell();
            }
        });
    }

    /** Completes when everything that was said so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    private RoomSignals open(CharacterId character) {
        return rooms.computeIfAbsent(character, id -> new RoomSignals());
    }
}
