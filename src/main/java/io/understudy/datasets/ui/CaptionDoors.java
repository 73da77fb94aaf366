package io.understudy.datasets.ui;

import io.understudy.datasets.CaptionFileService;
import io.understudy.datasets.CaptionLists;
import io.understudy.datasets.CaptionProposals;
import io.understudy.datasets.CaptionService;
import io.understudy.datasets.CaptionSignals;
import io.understudy.datasets.CaptionUndoService;
import org.springframework.stereotype.Component;

@Component
record CaptionDoors(
        CaptionService edits,
        CaptionLists lists,
        CaptionUndoService undo,
        CaptionProposals proposals,
        CaptionFileService files,
        CaptionSignals signals) {}
