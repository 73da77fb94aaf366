package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.datasets.DatasetService;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.providers.engines.EngineService;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.TrackRecordService;
import io.understudy.training.runs.GridLaunchService;
import io.understudy.training.runs.RunService;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

@Route(RunRoutes.NEW)
@PageTitle("New run · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class NewRunView extends Page implements BeforeEnterObserver {
    private final transient RunService runs;
    private final transient GridLaunchService grids;
    private final transient RehearsalPanelFactory rehearsals;
    private final transient TrackRecordService records;
    private final transient CharacterService characters;
    private final transient DatasetService datasets;
    private final transient EngineService engines;
    private final transient List<LaunchNote> notes;
    private final transient List<LaunchExtra> extras;

    NewRunView(
            RunService runs,
            GridLaunchService grids,
            RehearsalPanelFactory rehearsals,
            TrackRecordService records,
            CharacterService characters,
            DatasetService datasets,
            EngineService engines,
            List<LaunchNote> notes,
            List<LaunchExtra> extras) {
        this.runs = runs;
        this.rehearsals = rehearsals;
        this.records = records;
        this.grids = grids;
        this.characters = characters;
        this.datasets = datasets;
        this.engines = engines;
        this.notes = notes;
        this.extras = extras;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        removeAll();
        Optional<RunDetails> from = query.getSingleParameter("from").map(this::original);
        Optional<String> slug = query.getSingleParameter("character");
        RunProposal proposal = RunProposal.of(query);
        if (slug.isPresent()) {
            form(characters.bySlug(slug.get()), from, proposal);
        } else if (from.isPresent()) {
            form(characters.get(from.get().character()), from, proposal);
        } else {
            chooseCharacter();
        }
    }

    private RunDetails original(String number) {
        try {
            return runs.byNumber(Long.parseLong(number));
        } catch (NumberFormatException noNumber) {
            throw new DomainException.NotFound("There is no run “" + number + "”.");
        }
    }

    private void form(CharacterSummary character, Optional<RunDetails> from, RunProposal proposal) {
        String title = from.map(run -> "Rerun of run " + run.number()).orElse("New run");
        Button launch = new Button("Launch", VaadinIcon.PLAY.create());
        LaunchForm form = new LaunchForm(
                runs,
                grids,
                rehearsals,
                records.of(character.id()),
                character,
                () -> datasets.guideCount(character.id()),
                datasets.epoch(character.id()),
                from.orElse(null),
                proposal,
                new EngineOffer(engines),
                extras.stream().map(extra -> extra.of(character.id())).toList(),
                launch);
        PageHeader header = CharacterHeaders.below(character, title)
                .crumb("Runs", RunRoutes.ofCharacter(character.slug()))
                .subtitle(character.name())
                .primary(launch);
        add(header);
        notes.forEach(note -> add(note, character.id(), form));
        add(form);
    }

    private void add(LaunchNote note, CharacterId character, LaunchForm form) {
        AtomicReference<Component> shown = new AtomicReference<>(note.of(character, form.backend()));
        add(shown.get());
        form.onBackend(backend -> {
            Component next = note.of(character, backend);
            getContent().replace(shown.getAndSet(next), next);
        });
    }

    private void chooseCharacter() {
        add(new PageHeader("New run").crumb("Runs", RunRoutes.LIST));
        if (characters.isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.USER,
                    "No characters yet",
                    "A run trains a LoRA of one character, on that character's pictures.",
                    new Button("Add a character", event -> Navigation.open(CharacterRoutes.GALLERY))));
            return;
        }
        CharacterPicker character = new CharacterPicker("Which character?", characters);
        character.setItemLabelGenerator(CharacterSummary::name);
        character.addValueChangeListener(
                event -> Navigation.open(RunRoutes.launch(event.getValue().slug())));
        add(new Panel(character));
    }
}
