package io.cds.core.hub;

/** What the mailboxes of all parties share. */
record Services(
    Batch batch,
    Offers offers,
    Uploads uploads,
    FanOut fanOut,
    Forgetting forgetting,
    FeedListing listing,
    ContentDesk contents,
    ReceiptPosting posting,
    DirectoryAnswers directory,
    KeyRecordPublishing publishing,
    RenewalDesk renewals) {

  static Services of(HubParts parts, ReceiptKey key, Signals signals, RenewalDesk renewals) {
    Retrying retrying = new Retrying(parts.store());
    HeadCheck check = new HeadCheck(parts);
    Acceptance acceptance = new Acceptance(parts, key);
    Reception reception = new Reception(parts, check, acceptance, retrying);
    Completion completion = new Completion(parts, check, acceptance, retrying);
    Uploads uploads = new Uploads(parts, completion, retrying);
    return new Services(
        new Batch(parts, reception, new SmallContents(parts), acceptance, retrying),
        new Offers(parts, reception, uploads, retrying),
        uploads,
        new FanOut(parts, completion, signals),
        new Forgetting(parts),
        new FeedListing(parts, signals),
        new ContentDesk(parts),
        new ReceiptPosting(parts),
        new DirectoryAnswers(parts, key),
        new KeyRecordPublishing(parts, retrying),
        renewals);
  }
}
