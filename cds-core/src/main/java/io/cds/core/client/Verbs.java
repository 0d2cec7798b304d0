package io.cds.core.client;

/** The verbs of a desk, each one class. */
record Verbs(
    CheckDraft check,
    Confirm confirm,
    Encrypt encrypt,
    Resend resend,
    Export export,
    ImportZip importZip,
    Decrypt decrypt,
    ImportMessage importMessage,
    Pins pins,
    WhyNot whyNot,
    OpenedView opened,
    Views views) {}
