package io.understudy.audit;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Section;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Navigation;
import io.understudy.settings.SecretService;
import io.understudy.support.ReplaceableBeans;
import io.understudy.support.ViewTest;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

class UnreadableAnchorFileTest extends ViewTest {
    @TempDir
    Path folder;

    @Autowired
    AuditRepository trail;

    @Autowired
    TrailCheckpointRepository repository;

    @Autowired
    SecretService secrets;

    @Autowired
    AuditEvents acts;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Clock clock;

    @Autowired
    ReplaceableBeans beans;

    @BeforeEach
    void aFolderLiesInItsPlace() {
        AnchorFile unreadable = new AnchorFile(events, folder.toString());
        beans.replace(
                TrailCheckpointService.class,
                new TrailCheckpointService(trail, repository, unreadable, secrets, acts, events, clock));
        signIn(people.admin("Ines"));
    }

    @Test
    void theSettingsOpenAndSayThatTheFileCannotBeRead() {
        Navigation.open("settings");

        Section keys = _get(
                Section.class,
                spec -> spec.withPredicate(
                        card -> card.getElement().getTextRecursively().startsWith("Signed release bundles")));
        assertThat(keys.getElement().getTextRecursively())
                .contains(
                        "The server cannot read the file with the signed states of the audit trail. Its log says why.");
        assertThat(_find(keys, CopyButton.class))
                .extracting(CopyButton::getText)
                .containsExactly("Copy fingerprint", "Copy public key", "Copy key of release folders");
    }
}
