package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.training.RunId;
import io.understudy.training.queue.QueueMove;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.QueuedRun;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

class MoveButtons extends Div {
    private final transient QueueService queues;
    private final transient RunId run;
    private final transient BiConsumer<RunId, QueueMove> moved;
    private final Map<QueueMove, Button> buttons = new EnumMap<>(QueueMove.class);

    MoveButtons(QueueService queues, QueuedRun waiting, int of, BiConsumer<RunId, QueueMove> moved) {
        this.queues = queues;
        this.run = waiting.run().id();
        this.moved = moved;
        addClassName("actions");
        String name = "run " + waiting.run().number();
        button(QueueMove.FIRST, VaadinIcon.ANGLE_DOUBLE_UP, "Start " + name + " next", waiting.place() > 1);
        button(QueueMove.UP, VaadinIcon.ANGLE_UP, "Move " + name + " up", waiting.place() > 1);
        button(QueueMove.DOWN, VaadinIcon.ANGLE_DOWN, "Move " + name + " down", waiting.place() < of);
    }

    private void button(QueueMove move, VaadinIcon icon, String words, boolean possible) {
        Button button = Buttons.inlineIcon(icon.create(), words, event -> {
            ErrorMessages.guard(() -> queues.move(run, move));
            moved.accept(run, move);
        });
        button.setEnabled(possible);
        buttons.put(move, button);
        add(button);
    }

    /** Gives the focus to this button, or to another one that can still be used. */
    void focus(QueueMove move) {
        Button wanted = buttons.get(move);
        if (wanted != null && wanted.isEnabled()) {
            wanted.focus();
        } else {
            buttons.values().stream().filter(Button::isEnabled).findFirst().ifPresent(Button::focus);
        }
    }
}
