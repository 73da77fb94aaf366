package io.understudy.doctor.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterRoutes;
import io.understudy.doctor.CaseFacts;
import io.understudy.doctor.Diagnosis;
import io.understudy.doctor.DiagnosisSubject;
import io.understudy.doctor.DoctorRoutes;
import io.understudy.doctor.DoctorService;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.training.RunRoutes;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@Route(DoctorRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class DoctorView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient DoctorService doctor;
    private final Div symptoms = Styled.div("doctor-symptoms");
    private final Div result = Styled.div("doctor-result");
    private transient @Nullable DiagnosisSubject patient;
    private transient @Nullable CaseFacts facts;
    private @Nullable KnownIssue issue;

    DoctorView(DoctorService doctor) {
        this.doctor = doctor;
        symptoms.getElement().setAttribute("role", "navigation").setAttribute("aria-label", "What do you see?");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        long number = Long.parseLong(event.getRouteParameters().get("number").orElseThrow());
        issue = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(DoctorRoutes.ISSUE)
                .flatMap(DoctorRoutes::issue)
                .orElse(null);
        DiagnosisSubject before = patient;
        if (before != null && before.run().number() == number && facts != null) {
            show();
            return;
        }
        DiagnosisSubject found = doctor.patient(number);
        patient = found;
        facts = null;
        removeAll();
        add(header(found), Styled.div("doctor-columns", symptoms, result));
        show();
        examine(found, event.getUI());
    }

    @Override
    public String getPageTitle() {
        DiagnosisSubject shown = patient;
        return "Doctor" + (shown == null ? "" : " · " + name(shown)) + " · Understudy";
    }

    private static PageHeader header(DiagnosisSubject patient) {
        PageHeader header = new PageHeader("Doctor")
                .crumb("Characters", CharacterRoutes.GALLERY)
                .crumb(
                        patient.character().name(),
                        CharacterRoutes.overview(patient.character().slug()));
        VersionCard version = patient.version();
        if (version == null) {
            header.crumb("Runs", RunRoutes.ofCharacter(patient.character().slug()));
        } else {
            header.crumb("Versions", VersionRoutes.tab(patient.character().slug()))
                    .crumb(version.name(), VersionRoutes.of(version.id()));
        }
        return header.crumb(
                        "Run " + patient.run().number(),
                        RunRoutes.of(patient.run().number()))
                .subtitle(name(patient));
    }

    private static String name(DiagnosisSubject patient) {
        VersionCard version = patient.version();
        return version == null ? "run " + patient.run().number() : version.name();
    }

    /** First what the database knows, then what has to be measured; the page stays usable meanwhile. */
    private void examine(DiagnosisSubject found, UI page) {
        answer(doctor.examine(found), page, known -> {
            facts = known;
            show();
            if (known.generated().pending()) {
                answer(doctor.look(found), page, drawn -> {
                    facts = known.with(drawn);
                    show();
                });
            }
        });
    }

    private <T> void answer(CompletableFuture<T> asked, UI page, Consumer<T> show) {
        DiagnosisSubject asker = patient;
        asked.whenComplete((answer, problem) -> page.access(() -> {
            if (asker != patient) {
                return;
            }
            if (problem == null) {
                show.accept(answer);
            } else {
                result.removeAll();
                Throwable cause = problem.getCause();
                result.add(new Paragraph(
                        "The facts could not be read. " + ErrorMessages.message(cause == null ? problem : cause)));
            }
        }));
    }

    private void show() {
        DiagnosisSubject shown = patient;
        if (shown == null) {
            return;
        }
        CaseFacts known = facts;
        Map<KnownIssue, Diagnosis> all = new EnumMap<>(KnownIssue.class);
        if (known != null) {
            for (KnownIssue each : KnownIssue.values()) {
                all.put(each, Diagnosis.of(each, known));
            }
        }
        symptoms.removeAll();
        for (KnownIssue each : KnownIssue.values()) {
            symptoms.add(new SymptomCard(shown.run().number(), each, each == issue, all.get(each)));
        }
        result.removeAll();
        KnownIssue chosen = issue;
        if (chosen == null) {
            result.add(new EmptyState(
                    VaadinIcon.SEARCH,
                    "Choose what you see",
                    "Each problem is checked against the pictures, captions, prompts and"
                            + " settings that this LoRA was made of, and against the pictures it generated."));
            return;
        }
        Diagnosis diagnosis = all.get(chosen);
        result.add(diagnosis == null ? new Paragraph("Reading the facts…") : new DiagnosisPanel(shown, diagnosis));
    }
}
