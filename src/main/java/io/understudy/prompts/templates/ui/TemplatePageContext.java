package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterService;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateSignals;
import io.understudy.prompts.templates.library.TemplateVersionService;
import org.springframework.stereotype.Component;

@Component
record TemplatePageContext(
        TemplateService templates,
        TemplateVersionService versions,
        TemplateMetadataService marks,
        CharacterService characters,
        StackableLoraService loras,
        StackService stacks,
        TemplateSignals signals,
        TeamService team,
        CommentPanelFactory comments) {
    boolean iReview() {
        return team.me().role().includes(Role.REVIEWER);
    }
}
