package io.understudy.versions.review;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/**
 * Every step by everyone in every state, tried by the screen and by the service: what one refuses, the other refuses,
 * and nothing is stored.
 */
@Tag("attack")
class RefusedActionsTest extends VersionsTest {
    @Autowired
    VersionSignals signals;

    @ParameterizedTest
    @EnumSource(VersionState.class)
    void whatTheScreenDoesNotOfferTheServiceRefuses(VersionState state) {
        VersionId id = in(state);
        SignedInPerson lin = people.reviewer("Lin");
        SignedInPerson olaf = people.admin("Olaf");
        int refused = 0;
        for (SignedInPerson person : List.of(mara, jon, lin, ines, olaf)) {
            signIn(person);
            UI.getCurrent().navigate("reviews");
            UI.getCurrent().navigate(VersionRoutes.of(id));
            Set<String> buttons = _find(Button.class).stream()
                    .filter(Button::isEnabled)
                    .map(Button::getText)
                    .collect(Collectors.toSet());
            Set<ReviewAction> open = details(id).availableActions().stream()
                    .filter(AvailableAction::isOpen)
                    .map(AvailableAction::action)
                    .collect(Collectors.toSet());
            for (ReviewAction action : stepsOfPeople()) {
                // Once enough have signed, nobody is asked to; someone who does all the same does no harm.
                boolean oneSignatureMore = action == ReviewAction.SIGN_OFF && state == VersionState.SIGNED_OFF;
                if (open.contains(action) || oneSignatureMore) {
                    continue;
                }
                assertThat(buttons)
                        .as("%s, %s, %s", state, person.displayName(), action)
                        .doesNotContain(action.label());
                ReviewedRevision seen = seen(id);
                assertThat(catchThrowable(() -> act(action, id, seen)))
                        .as("%s, %s, %s", state, person.displayName(), action)
                        .isInstanceOfAny(DomainException.class, AccessDeniedException.class);
                assertThat(details(id).state()).isEqualTo(state);
                assertThat(seen(id)).isEqualTo(seen);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    private static List<ReviewAction> stepsOfPeople() {
        return Arrays.stream(ReviewAction.values())
                .filter(action -> action != ReviewAction.SUPERSEDE)
                .toList();
    }

    @AfterEach
    void hearWhatIsStillOnItsWay() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }
}
