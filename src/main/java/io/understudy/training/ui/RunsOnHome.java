package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(10)
class RunsOnHome implements HomeSection {
    private static final int SHOWN = 5;

    private final RunListService runs;
    private final CharacterService characters;
    private final RunSignals signals;

    RunsOnHome(RunListService runs, CharacterService characters, RunSignals signals) {
        this.runs = runs;
        this.characters = characters;
        this.signals = signals;
    }

    @Override
    public List<Component> panels() {
        Panel panel = new Panel();
        panel.addClassName("live-runs");
        LiveUpdate.refresh(panel, signals.queueChanges(), () -> show(panel));
        show(panel);
        return List.of(panel);
    }

    private void show(Panel panel) {
        List<RunSummary> live = runs.newest(new RunFilter(null, Set.copyOf(RunState.unfinished()), null), SHOWN);
        panel.removeAll();
        panel.add(new H2("Live runs"));
        if (live.isEmpty()) {
            panel.add(Hint.inline("No run is queued or running."), new Anchor(RunRoutes.LIST, "Show all runs"));
            return;
        }
        Map<CharacterId, CharacterSummary> names =
                characters.byIds(live.stream().map(RunSummary::character).collect(Collectors.toSet()));
        UnorderedList list = new UnorderedList();
        list.addClassName("queue-runs");
        for (RunSummary run : live) {
            var pulse = signals.of(run.progress());
            CharacterSummary character = names.get(run.character());
            list.add(new QueueRow(run, character == null ? "" : character.name())
                    .middle(LiveRunCells.state(pulse))
                    .end(LiveRunCells.progress(pulse)));
        }
        panel.add(list, new Anchor(RunRoutes.QUEUE, "Show queue"));
    }
}
