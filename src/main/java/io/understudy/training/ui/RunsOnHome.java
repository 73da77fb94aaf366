package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveListing;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
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
import org.jspecify.annotations.Nullable;
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
        LiveListing rows = new LiveListing();
        Div content = Styled.div("panel-lines");
        ChangeOffer offer = new ChangeOffer("live runs", () -> show(content, rows));
        panel.add(new H2("Live runs"), offer, content);
        LiveUpdate.refresh(panel, signals.queueChanges(), () -> offer.offer(rows.follow(rows())));
        show(content, rows);
        return List.of(panel);
    }

    private void show(Div content, LiveListing rows) {
        List<Component> live = rows.show(rows());
        content.removeAll();
        if (live.isEmpty()) {
            content.add(Hint.inline("No run is queued or running."), new Anchor(RunRoutes.LIST, "Show all runs"));
            return;
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("queue-runs");
        list.add(live);
        content.add(list, new Anchor(RunRoutes.QUEUE, "Show queue"));
    }

    private List<LiveListing.Row> rows() {
        List<RunSummary> live = runs.newest(new RunFilter(null, Set.copyOf(RunState.unfinished()), null), SHOWN);
        Map<CharacterId, CharacterSummary> names =
                characters.byIds(live.stream().map(RunSummary::character).collect(Collectors.toSet()));
        return live.stream().map(run -> row(run, names.get(run.character()))).toList();
    }

    private LiveListing.Row row(RunSummary run, @Nullable CharacterSummary character) {
        String name = character == null ? "" : character.name();
        // The rest of it follows its run.
        return new LiveListing.Row(run.id(), name, () -> {
            var pulse = signals.of(run.progress());
            return new QueueRow(run, name).middle(LiveRunCells.state(pulse)).end(LiveRunCells.progress(pulse));
        });
    }
}
