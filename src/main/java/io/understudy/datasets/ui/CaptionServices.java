package io.understudy.datasets.ui;

import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionProposalService;
import io.understudy.datasets.captions.CaptionQueries;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionSignals;
import io.understudy.datasets.captions.CaptionUndoService;
import org.springframework.stereotype.Component;

@Component
record CaptionServices(
        CaptionService edits,
        CaptionQueries lists,
        CaptionUndoService undo,
        CaptionProposalService proposals,
        CaptionFileService files,
        CaptionSignals signals) {}
