package io.understudy.storage.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.check.CheckEvent;
import io.understudy.storage.check.CheckFinding;
import io.understudy.storage.check.ConsistencyCheck;
import io.understudy.storage.limits.UploadLimits;
import io.understudy.support.ViewTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class StorageViewTest extends ViewTest {
    @Autowired
    BlobStore blobs;

    @Autowired
    ConsistencyCheck check;

    @Autowired
    UploadLimits limits;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void anAdminSeesWhereObjectsLieAndHowMuchThereIs() {
        signIn(people.admin("Ada"));
        blobs.store("some bytes".getBytes(UTF_8), "text/plain", Serving.INTERNAL);
        UI.getCurrent().navigate("settings/storage");
        assertThat(text()).contains("Storage", "embedded S3 service", "understudy", "1 blob, 10 B", "never checked");
        _assertNone(ProgressBar.class);
    }

    @Test
    void checkNowShowsTheReportWithEachFindingInWords() throws Exception {
        signIn(people.admin("Ada"));
        String lost = "00".repeat(32);
        jdbc.update(
                "insert into blob (hash, size, media_type, serving, state, reference_count, uploaded_by, created_at, touched_at, read_at)"
                        + " values (?, 7, 'text/plain', 'INTERNAL', 'STORED', 1, (select min(id) from account), current_timestamp, current_timestamp, current_timestamp)",
                lost);
        UI.getCurrent().navigate("settings/storage");
        CountDownLatch ended = new CountDownLatch(1);
        Runnable stop = check.watch(event -> {
            if (!(event instanceof CheckEvent.Progressed)) {
                ended.countDown();
            }
        });
        _click(_get(Button.class, spec -> spec.withText("Check storage")));
        MockVaadin.clientRoundtrip(false);
        assertThat(ended.await(2, TimeUnit.MINUTES)).isTrue();
        stop.run();
        MockVaadin.clientRoundtrip(false);
        assertThat(text()).contains("by Ada").doesNotContain("never checked");
        Grid<CheckFinding> findings = findings();
        assertThat(GridKt._findAll(findings)).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(CheckFinding.Kind.OBJECT_LOST);
            assertThat(finding.objectKey()).contains(lost);
        });
        _assertNone(ProgressBar.class);
        assertThat(_get(Button.class, spec -> spec.withText("Check storage")).isEnabled())
                .isTrue();
    }

    @Test
    void aMemberDoesNotSeeThePage() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("settings/storage");
        _assertNone(StorageView.class);
        assertThat(_get(H1.class).getText()).contains("Your role");
    }

    @SuppressWarnings("unchecked")
    @Test
    void anAdminLimitsWhatPeopleUpload() {
        signIn(people.admin("Ada"));
        UI.getCurrent().navigate("settings/storage");
        _setValue(_get(IntegerField.class, spec -> spec.withLabel("The whole team, in GB")), 500);
        _setValue(_get(IntegerField.class, spec -> spec.withLabel("One person a day, in GB")), 20);
        _setValue(_get(IntegerField.class, spec -> spec.withLabel("One person a day, in files")), 3_000);
        _click(_get(Button.class, spec -> spec.withText("Save limits")));

        assertThat(limits.team()).isEqualTo(500);
        assertThat(limits.personADay()).isEqualTo(20);
        assertThat(limits.personFilesADay()).isEqualTo(3_000);
    }

    private static Grid<CheckFinding> findings() {
        return _get(Grid.class);
    }

    private static String text() {
        return _get(StorageView.class).getElement().getTextRecursively();
    }
}
