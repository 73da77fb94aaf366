package io.understudy.storage.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import io.understudy.storage.check.CheckEvent;
import io.understudy.storage.check.CheckProgress;
import io.understudy.storage.check.ConsistencyCheck;
import io.understudy.storage.check.StorageOverview;
import io.understudy.storage.limits.UploadLimits;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

@Route("settings/storage")
@PageTitle("Storage · Understudy")
@Menu(title = "Storage", order = 9, icon = "vaadin:database")
@RolesAllowed(Role.ADMIN_ROLE)
class StorageView extends Page {
    private static final int DAMAGES_SHOWN = 5;

    private final transient ConsistencyCheck check;
    private final Div facts = new Panel();
    private final CheckProgressBar progress = new CheckProgressBar();
    private final CheckReportPanel report = new CheckReportPanel();
    private final Button checkNow = new Button("Check storage", event -> ErrorMessages.guard(this::start));
    private transient Runnable stopWatching = () -> {};

    StorageView(ConsistencyCheck check, UploadLimits limits) {
        this.check = check;
        checkNow.setDisableOnClick(true);
        PageHeader header = new PageHeader("Storage")
                .subtitle("Every picture and file, stored once under the hash of its bytes and never changed.")
                .primary(checkNow);
        add(header, facts, progress, report, new LimitsPanel(limits));
        showFacts();
        check.lastReport().ifPresentOrElse(report::show, report::showNone);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        stopWatching = check.watch(event.getUI().accessLater(this::show, () -> {}));
        check.progress().ifPresentOrElse(this::showRunning, this::showIdle);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopWatching.run();
    }

    private void start() {
        try {
            check.start();
        } finally {
            check.progress().ifPresentOrElse(this::showRunning, this::showIdle);
        }
    }

    private void show(CheckEvent event) {
        switch (event) {
            case CheckEvent.Progressed(CheckProgress now) -> showRunning(now);
            case CheckEvent.Finished finished -> {
                report.show(finished.report());
                showFacts();
                showIdle();
            }
            case CheckEvent.BrokeOff brokeOff -> {
                report.showBrokenOff(brokeOff.words());
                showIdle();
            }
        }
    }

    private void showRunning(CheckProgress now) {
        progress.show(now);
        checkNow.setEnabled(false);
    }

    private void showIdle() {
        progress.setVisible(false);
        checkNow.setEnabled(true);
    }

    private void showFacts() {
        StorageOverview overview = check.overview();
        Facts list = new Facts();
        list.fact("Location", overview.embedded() ? overview.place() + " (embedded S3 service)" : overview.place());
        list.fact("Bucket", overview.bucket());
        list.fact("Stored", volume(overview.storedBlobs(), overview.storedBytes()));
        list.fact("Being stored", volume(overview.pendingBlobs(), overview.pendingBytes()));
        Instant readSince = overview.readSince();
        if (readSince != null) {
            list.fact(
                    "Read back",
                    "everything since %s; each file within %s, files in production every day"
                            .formatted(
                                    BrowserTime.exact(readSince),
                                    Formats.plural(overview.readWithin().toDays(), "day", "days")));
        }
        list.fact("Damaged", damaged(overview.damaged()));
        facts.removeAll();
        facts.add(new H2("Object store"), list);
    }

    private static String damaged(Map<BlobHash, BlobDamage> damaged) {
        if (damaged.isEmpty()) {
            return "nothing";
        }
        String shown = damaged.entrySet().stream()
                .limit(DAMAGES_SHOWN)
                .map(one -> "%s: %s, found %s"
                        .formatted(
                                one.getKey().objectKey(),
                                one.getValue().kind() == BlobDamage.Kind.LOST ? "lost" : "changed",
                                BrowserTime.exact(one.getValue().since())))
                .collect(Collectors.joining("; "));
        int more = damaged.size() - DAMAGES_SHOWN;
        return more > 0 ? shown + "; and " + Formats.count(more) + " more" : shown;
    }

    private static String volume(long blobs, long bytes) {
        return Formats.plural(blobs, "blob", "blobs") + ", " + Formats.bytes(bytes);
    }
}
