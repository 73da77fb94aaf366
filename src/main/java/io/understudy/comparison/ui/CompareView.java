package io.understudy.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import io.understudy.comparison.CompareRoutes;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.RunRoutes;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import io.understudy.training.ui.UnusableRunsBanners;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route(CompareRoutes.COMPARE)
@RolesAllowed(Role.MEMBER_ROLE)
class CompareView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient ComparisonService comparisons;
    private final transient ComparisonNoteService notes;
    private final transient RunService runs;
    private final transient RunSignals signals;
    private final transient ComparisonExport export;
    private final transient UnusableRunsBanners banners;
    // Read by the export, which runs outside of the session.
    private transient volatile ComparisonViewState look = ComparisonViewState.of(List.of());
    private transient @Nullable RunComparison compared;

    CompareView(
            ComparisonService comparisons,
            ComparisonNoteService notes,
            RunService runs,
            RunSignals signals,
            ComparisonExport export,
            UnusableRunsBanners banners) {
        this.comparisons = comparisons;
        this.notes = notes;
        this.runs = runs;
        this.signals = signals;
        this.export = export;
        this.banners = banners;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        look = ComparisonViewState.of(event.getLocation().getQueryParameters());
        show();
    }

    @Override
    public String getPageTitle() {
        return "Compare runs " + look.runs().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + " · Understudy";
    }

    private void show() {
        removeAll();
        try {
            show(comparisons.compare(look.runs(), look.base()));
        } catch (DomainException problem) {
            add(
                    new PageHeader("Compare").crumb("Runs", RunRoutes.LIST),
                    new EmptyState(
                            VaadinIcon.SPLIT_H,
                            "Nothing to compare",
                            problem.words() + " Select them in the list of runs.",
                            new Button("Choose runs", event -> Navigation.open(RunRoutes.LIST))));
        }
    }

    private void show(RunComparison comparison) {
        compared = comparison;
        CompareTable table = new CompareTable(
                comparison,
                look.table(),
                told -> remember(look.withTable(told)),
                base -> go(look.withBase(base)),
                run -> go(look.without(run)));
        SampleCompare samples = new SampleCompare(comparison, look.samples(), told -> remember(look.withSamples(told)));
        CurvesPanel curves = new CurvesPanel(runs, comparison, look.curves(), told -> remember(look.withCurves(told)));
        Button news = new Button("", event -> show());
        news.setVisible(false);
        add(
                header(comparison),
                banners.of(comparison.runs()),
                new Panel("Settings and results", table),
                new Panel("Samples", news, samples),
                curves,
                new NotesPanel(notes, look.runs(), () -> look.path()));
        comparison.runs().forEach(run -> follow(run, table, curves, news));
    }

    private PageHeader header(RunComparison comparison) {
        Anchor download = new Anchor(this::export, "Export as one page");
        download.getElement().setAttribute("download", true);
        download.setTitle("One HTML file with all of it, for people without an account");
        PageHeader header = new PageHeader(comparison.runs().size() + " runs")
                .crumb("Runs", RunRoutes.LIST)
                .subtitle(
                        "base run: " + comparison.runs().get(comparison.base()).number())
                .secondary(download);
        if (comparison.runs().size() < ComparisonService.MOST) {
            header.secondary(addRun());
        }
        return header;
    }

    /** Curve and table update live; samples are announced, because they would change what is being looked at. */
    private void follow(RunDetails run, CompareTable table, CurvesPanel curves, Button news) {
        LiveValue<RunProgress> pulse = signals.of(run.progress());
        int shown = run.progress().samples();
        LiveUpdate.show(curves, pulse, now -> {
            curves.follow(now);
            ErrorMessages.guard(() -> move(table, now));
            if (now.samples() > shown) {
                news.setText(Formats.plural(now.samples() - shown, "new sample", "new samples") + " of run "
                        + run.number() + ", show");
                news.setVisible(true);
            }
        });
    }

    private void move(CompareTable table, RunProgress now) {
        RunComparison before = compared;
        if (before == null) {
            return;
        }
        boolean sameState =
                before.runs().stream().noneMatch(run -> run.id().equals(now.run()) && run.state() != now.state());
        // A run in another state may have a file, a cost and a time.
        RunComparison after = sameState ? before.with(now) : comparisons.compare(look.runs(), look.base());
        compared = after;
        table.show(after);
    }

    private Component addRun() {
        IntegerField number = new IntegerField();
        number.setPlaceholder("Add run ");
        number.setAriaLabel("Number of a run to add");
        number.setMin(1);
        number.setWidth("8rem");
        number.addValueChangeListener(event -> {
            Integer wanted = event.getValue();
            if (wanted != null) {
                ErrorMessages.guard(number, () -> addRun(wanted));
            }
        });
        return number;
    }

    private void addRun(long number) {
        if (look.runs().contains(number)) {
            throw new DomainException.RuleViolation("Run " + number + " is compared already.");
        }
        if (runs.detailsOf(List.of(number)).isEmpty()) {
            throw new DomainException.RuleViolation("There is no run " + number + ".");
        }
        go(look.with(number));
    }

    private static void go(ComparisonViewState wanted) {
        Navigation.open(wanted.path());
    }

    private void remember(ComparisonViewState changed) {
        look = changed;
        Navigation.remember(changed.path());
    }

    private void export(DownloadEvent event) throws IOException {
        ComparisonViewState shown = look;
        event.setFileName(
                "comparison-" + shown.runs().stream().map(String::valueOf).collect(Collectors.joining("-")) + ".html");
        event.setContentType("text/html;charset=utf-8");
        export.write(shown, event.getOutputStream());
    }
}
