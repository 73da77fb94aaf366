package io.understudy.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.understudy.comparison.CompareRoutes;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.people.Role;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pages;
import io.understudy.training.RunDetails;
import io.understudy.training.RunPulse;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunService;
import io.understudy.training.RunSignals;
import io.understudy.training.ui.LossChart;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Collectors;

/** Two to six runs side by side: settings and results, loss curves, samples. */
@Route(CompareRoutes.COMPARE)
@RolesAllowed(Role.MEMBER_ROLE)
class CompareView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient ComparisonService comparisons;
    private final transient RunService runs;
    private final transient RunSignals signals;
    private transient CompareSelection selection = new CompareSelection(List.of(), null, null, RowChoice.ESSENTIAL);

    CompareView(ComparisonService comparisons, RunService runs, RunSignals signals) {
        this.comparisons = comparisons;
        this.runs = runs;
        this.signals = signals;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selection = CompareSelection.of(event.getLocation().getQueryParameters());
        show();
    }

    @Override
    public String getPageTitle() {
        return "Compare " + selection.runs().stream().map(run -> "#" + run).collect(Collectors.joining(", "))
                + " · Understudy";
    }

    private void show() {
        removeAll();
        try {
            show(comparisons.compare(selection.runs(), selection.base()));
        } catch (Refusal refusal) {
            add(
                    new PageHeader("Compare").crumb("Runs", RunRoutes.LIST),
                    new EmptyState(
                            VaadinIcon.SPLIT_H,
                            "Nothing to compare",
                            refusal.words() + " Tick two to six runs in the list.",
                            new Button("Choose runs", event -> Pages.open(RunRoutes.LIST))));
        }
    }

    private void show(RunComparison comparison) {
        CompareTable table = new CompareTable(
                comparison, selection.rows(), base -> go(selection.withBase(base)), run -> go(selection.without(run)));
        RadioButtonGroup<RowChoice> rows = new RadioButtonGroup<>();
        rows.setAriaLabel("Rows of the table");
        rows.setItems(RowChoice.values());
        rows.setItemLabelGenerator(RowChoice::label);
        rows.setValue(selection.rows());
        rows.addValueChangeListener(event -> {
            remember(selection.withRows(event.getValue()));
            table.show(event.getValue());
        });
        PageHeader header = new PageHeader(comparison.runs().size() + " runs")
                .crumb("Runs", RunRoutes.LIST)
                .subtitle(
                        "base run: #" + comparison.runs().get(comparison.base()).number())
                .secondary(rows);
        if (comparison.runs().size() < ComparisonService.MOST) {
            header.secondary(addRun());
        }
        LossChart chart = new LossChart(runs);
        comparison.runs().forEach(run -> chart.add(run.pulse(), "#" + run.number()));
        Button news = new Button("", event -> show());
        news.setVisible(false);
        Integer chosen = selection.step();
        SampleCompare samples = new SampleCompare(
                comparison,
                chosen == null ? comparison.samples().commonStep() : chosen,
                step -> remember(selection.withStep(step)));
        Div left = panel("Samples", news, samples);
        Div right = panel("Loss", note(comparison), chart);
        Div columns = new Div(left, right);
        columns.addClassName("compare-columns");
        Div settings = new Div(table);
        settings.addClassName("panel");
        add(header, settings, columns);
        comparison.runs().forEach(run -> follow(run, chart, news));
    }

    /** The curve grows by itself; samples are announced, because they would change what is being looked at. */
    private void follow(RunDetails run, LossChart chart, Button news) {
        Signal<RunPulse> pulse = signals.of(run.pulse());
        int shown = run.pulse().samples();
        Signal.effect(chart, () -> {
            RunPulse now = pulse.get();
            chart.follow(now);
            if (now.samples() > shown) {
                news.setText(Formats.plural(now.samples() - shown, "new sample", "new samples") + " of #" + run.number()
                        + ", show");
                news.setVisible(true);
            }
        });
    }

    private Component addRun() {
        IntegerField number = new IntegerField();
        number.setPlaceholder("Add run #");
        number.setAriaLabel("Number of a run to add");
        number.setMin(1);
        number.setWidth("8rem");
        number.addValueChangeListener(event -> {
            if (event.getValue() != null && event.getValue() > 0) {
                go(selection.with(event.getValue()));
            }
        });
        return number;
    }

    private static Span note(RunComparison comparison) {
        Span note = new Span("Different pictures or backends: the shapes of these curves can be compared, their heights"
                + " cannot.");
        note.addClassName("secondary-text");
        note.setVisible(!comparison.sameTask());
        return note;
    }

    private static Div panel(String title, Component... content) {
        Div panel = new Div(new H2(title));
        panel.add(content);
        panel.addClassName("panel");
        return panel;
    }

    private static void go(CompareSelection wanted) {
        Pages.open(wanted.path());
    }

    /** Keeps the URL true without loading the page again. */
    private void remember(CompareSelection changed) {
        selection = changed;
        UI.getCurrent().getPage().getHistory().replaceState(null, changed.path());
    }
}
