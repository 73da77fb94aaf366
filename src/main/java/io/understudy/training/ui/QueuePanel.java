package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.core.PauseNote;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunId;
import io.understudy.training.RunSummary;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueMove;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.QueuedRun;
import io.understudy.training.runs.RunSignals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

class QueuePanel extends Div {
    private final transient QueueService queues;
    private final transient CharacterService characters;
    private final transient RunSignals signals;
    private final boolean admin;
    private final transient Runnable again;
    private final transient IntConsumer open;
    private final ChangeOffer offer;
    private final Map<RunId, MoveButtons> buttons = new HashMap<>();
    private transient @Nullable BackendQueue shown;

    /**
     * @param name of the backend
     * @param again reads this queue again and shows it
     * @param open shows another page of those that wait, counted from 0
     */
    QueuePanel(
            String name,
            QueueService queues,
            CharacterService characters,
            RunSignals signals,
            boolean admin,
            Runnable again,
            IntConsumer open) {
        this.again = again;
        this.open = open;
        this.queues = queues;
        this.characters = characters;
        this.signals = signals;
        this.admin = admin;
        this.offer = new ChangeOffer("queue of " + name, again);
        addClassNames("panel", "queue-panel");
    }

    /** Shows what others changed, as far as no run moves. */
    void follow(BackendQueue queue) {
        BackendQueue before = shown;
        if (before == null || rows(before).isEmpty() || rows(before).equals(rows(queue))) {
            show(queue);
        } else {
            offer.offer("The queue has changed");
        }
    }

    /** What is unchanged stays as it is: nobody loses their place on the page. */
    void show(BackendQueue queue) {
        BackendQueue before = shown;
        offer.withdraw();
        if (before != null && isSame(before, queue)) {
            return;
        }
        shown = queue;
        buttons.clear();
        removeAll();
        add(head(queue), offer);
        PauseNote pause = queue.pause();
        if (pause != null) {
            add(why(pause));
        }
        if (queue.closed() != null) {
            add(paragraph(queue.closed()
                    + " Runs in progress continue; waiting runs start after an admin resumes it in Settings."));
        }
        if (queue.silentSince() != null) {
            Paragraph words = paragraph("It has not answered since ");
            words.add(new RelativeTime(queue.silentSince()));
            words.add(". Its runs continue as soon as it answers.");
            add(words);
        }
        Map<CharacterId, CharacterSummary> names = characters.byIds(
                Stream.concat(queue.working().stream(), queue.waiting().stream().map(QueuedRun::run))
                        .map(RunSummary::character)
                        .collect(Collectors.toSet()));
        if (isIdle(queue)) {
            add(Hint.inline("The queue is empty."));
        } else {
            add(working(queue, names), waiting(queue, names));
        }
    }

    private static boolean isSame(BackendQueue before, BackendQueue now) {
        return before.withoutRuns().equals(now.withoutRuns()) && rows(before).equals(rows(now));
    }

    private static boolean isIdle(BackendQueue queue) {
        return queue.working().isEmpty() && queue.allWaiting() == 0;
    }

    /** The runs in their order: what else a row shows follows its run. */
    private static List<Object> rows(BackendQueue queue) {
        return Stream.<Object>concat(
                        queue.working().stream().map(RunSummary::id),
                        queue.waiting().stream().map(QueuePanel::standing))
                .toList();
    }

    private static List<Object> standing(QueuedRun run) {
        return List.of(run.run().id(), run.place(), run.placedByAdmin(), run.interrupted());
    }

    private Div head(BackendQueue queue) {
        StateBadge state = queue.paused() || queue.closed() != null
                ? new StateBadge("paused", BadgeTone.WARN, VaadinIcon.PAUSE)
                : queue.silentSince() != null
                        ? new StateBadge("does not answer", BadgeTone.WARN, VaadinIcon.WARNING)
                        : isIdle(queue)
                                ? new StateBadge("idle", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN)
                                : new StateBadge("working", BadgeTone.INFO, VaadinIcon.PLAY);
        Span words = Hint.inline(Formats.plural(queue.working().size(), "run", "runs") + " running · "
                + Formats.count(queue.allWaiting()) + " waiting · " + limit(queue));
        Div head = Styled.div("panel-head", Styled.div("title-line", new H2(queue.name()), state, words));
        if (admin) {
            head.add(new QueueControls(queues, queue));
        }
        return head;
    }

    private static String limit(BackendQueue queue) {
        return queue.concurrency() + " at a time" + (queue.remote() ? "" : " on each server");
    }

    private static Component why(PauseNote pause) {
        Paragraph words = paragraph("Paused by " + pause.by() + ", ");
        words.add(new RelativeTime(pause.since()));
        words.add((pause.reason().isEmpty() ? "" : ": “" + pause.reason() + "”")
                + ". Runs in progress continue; waiting runs start after an admin resumes the queue.");
        return words;
    }

    private static Paragraph paragraph(String text) {
        Paragraph words = new Paragraph(text);
        words.addClassName("queue-pause");
        return words;
    }

    private Component working(BackendQueue queue, Map<CharacterId, CharacterSummary> names) {
        if (queue.working().isEmpty()) {
            return Hint.inline("Nothing is running.");
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("queue-runs");
        for (RunSummary run : queue.working()) {
            var pulse = signals.of(run.progress());
            list.add(new QueueRow(run, nameIn(names, run))
                    .middle(LiveRunCells.state(pulse))
                    .middle(LiveRunCells.preparation(pulse))
                    .end(LiveRunCells.progress(pulse)));
        }
        return list;
    }

    private Component waiting(BackendQueue queue, Map<CharacterId, CharacterSummary> names) {
        if (queue.waiting().isEmpty()) {
            return Hint.inline(queue.allWaiting() == 0 ? "Nothing is waiting." : "No waiting run matches the search.");
        }
        OrderedList list = new OrderedList();
        list.addClassName("queue-runs");
        for (QueuedRun waiting : queue.waiting()) {
            QueueRow row = new QueueRow(waiting.run(), nameIn(names, waiting.run()))
                    .place(waiting.place())
                    .middle(mark(waiting));
            if (admin) {
                MoveButtons moves = new MoveButtons(queues, waiting, queue.allWaiting(), this::focusAfterMove);
                buttons.put(waiting.run().id(), moves);
                row.end(moves);
            }
            list.add(row);
        }
        PagedList pages = new PagedList(
                        page -> new PagedList.Slice(List.of(list), page, QueueService.PAGE_SIZE, queue.listed()),
                        Div::new)
                .opening(open);
        pages.show(queue.page());
        return pages;
    }

    private static String nameIn(Map<CharacterId, CharacterSummary> characters, RunSummary run) {
        CharacterSummary character = characters.get(run.character());
        return character == null ? "" : character.name();
    }

    private static Component mark(QueuedRun waiting) {
        if (waiting.placedByAdmin()) {
            Span mark = Hint.inline("placed by an admin");
            mark.setTitle("An admin set its place in the queue, or moved another run behind it.");
            return mark;
        }
        if (waiting.interrupted()) {
            return Hint.inline("was interrupted, will continue");
        }
        Span since = Hint.inline("queued ");
        since.add(new RelativeTime(waiting.since()));
        return since;
    }

    private void focusAfterMove(RunId run, QueueMove move) {
        again.run();
        MoveButtons moves = buttons.get(run);
        if (moves != null) {
            moves.focus(move);
        }
    }
}
