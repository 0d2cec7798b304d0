/**
 * The client engine: one class a verb of the desk or a step of a transmission, around one {@code
 * ClientContext}; {@code ClientParts} puts them together.
 *
 * <p>The way of a message, class by class. Out: {@code Confirm}; {@code Encrypt}, whose commit
 * leaves SEND work; {@code TransmissionRun}, {@code Send}, {@code Batch} or {@code Pieces}; the
 * {@code Mailbox} that the transport gives (over HTTP {@code RemoteMailbox}, {@code
 * SignedRequests}, {@code Connection}). At the hub: {@code HubHandler}, {@code MailboxRoutes}; in
 * {@code io.cds.core.hub} {@code PartyMailbox}, {@code Reception}, {@code Acceptance}, {@code
 * FanOut}. In: {@code FeedIntake}, {@code ArrivalIntake} (and {@code Fetch} for large contents),
 * {@code StoreArrival}; {@code Decrypt}, {@code ImportMessage}. Back: the hub's receipt by {@code
 * AttemptEnd}, the recipient's by its {@code Post} and our {@code FeedIntake}; both by {@code
 * ReceiptIntake} and {@code Settlement}, which moves statuses by {@code StatusTables}.
 */
package io.cds.core.client;
