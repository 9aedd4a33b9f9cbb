----------------------------- MODULE Coordinator -----------------------------
(* One session: callers whose generation was rejected, flights that replace it, and whoever signs *)
(* in or out meanwhile. A step is what the code does in one atomic action: it reads a snapshot    *)
(* and swaps it, takes or releases the permit, asks the server. A flight has no thread here, so   *)
(* whoever releases the permit may be another than who took it, as with an asynchronous           *)
(* refresher. The names of the faults are those of src/test/mutants/session.mutants.              *)
EXTENDS Naturals, FiniteSets

CONSTANTS Callers,    \* each of them makes one call that is rejected
          Decisions,  \* how many sign-ins and sign-outs there may be
          Fault       \* the step that is wrong, or "none"

Flights == 1 .. Cardinality(Callers)  \* a call starts one at most
None == 0

VARIABLES epoch, held, last,          \* the snapshot: who is signed in, the generation, the newest ever
          slot, permit,               \* the flight that can be joined, the flight that may ask
          state, of, replaces,        \* of each flight: how far it is, its epoch, its generation
          failed, overdue, landed,    \* of each flight: what those who waited look at
          call, stamp, flown, own,    \* of each caller: how far, its (epoch, generation), its flights
          newest,                     \* of each epoch: the refresh token that the server expects
          published,                  \* every (epoch, generation) that there ever was
          touched,                    \* a generation was accepted while its successor landed
          wrong                       \* what must never happen, and did

session == <<epoch, held, last, slot>>
flight == <<state, of, replaces, failed, overdue, landed>>
caller == <<call, stamp, flown, own>>
vars == <<session, permit, flight, caller, newest, published, touched, wrong>>

Init ==
  /\ epoch = 1 /\ held = 1 /\ last = 1 /\ slot = None /\ permit = None
  /\ state = [f \in Flights |-> "none"]
  /\ of = [f \in Flights |-> 0] /\ replaces = [f \in Flights |-> 0]
  /\ failed = [f \in Flights |-> FALSE] /\ overdue = [f \in Flights |-> FALSE]
  /\ landed = [f \in Flights |-> FALSE]
  /\ call = [c \in Callers |-> "idle"] /\ stamp = [c \in Callers |-> <<0, 0>>]
  /\ flown = [c \in Callers |-> None] /\ own = [c \in Callers |-> None]
  /\ newest = [e \in 1 .. Decisions + 1 |-> 1]
  /\ published = {<<1, 1>>} /\ touched = FALSE /\ wrong = {}

------------------------------------------------------------------------------
(* Callers *)

Rejected(c) ==
  /\ call[c] = "idle" /\ held # None
  /\ call' = [call EXCEPT ![c] = "looks"]
  /\ stamp' = [stamp EXCEPT ![c] = <<epoch, held>>]
  /\ UNCHANGED <<session, permit, flight, flown, own, newest, published, touched, wrong>>

Answer(c, how) ==
  /\ call' = [call EXCEPT ![c] = how]
  /\ UNCHANGED <<session, permit, flight, stamp, flown, own, newest, published, touched>>

IsLeft(c) == epoch # stamp[c][1] /\ Fault # "I"

HasSuccessor(c) ==
  /\ held # None
  /\ <<epoch, held>> # stamp[c]
  /\ ~(Fault = "A" /\ flown[c] = None)

(* Its flight failed, or was its own and brought nothing. *)
HasWaited(c) ==
  IF flown[c] = None THEN FALSE ELSE failed[flown[c]] \/ flown[c] = own[c]

Busy == \E f \in Flights : permit = f /\ overdue[f] /\ state[f] = "asks"

TakesOff(c) ==
  \E f \in Flights :
    /\ state[f] = "none" /\ \A g \in 1 .. f - 1 : state[g] # "none"
    /\ slot' = f
    /\ state' = [state EXCEPT ![f] = "takes off"]
    /\ of' = [of EXCEPT ![f] = epoch] /\ replaces' = [replaces EXCEPT ![f] = held]
    /\ call' = [call EXCEPT ![c] = "waits"]
    /\ flown' = [flown EXCEPT ![c] = f] /\ own' = [own EXCEPT ![c] = f]
    /\ wrong' = wrong \cup (IF stamp[c] # <<epoch, held>> THEN {"late 401 refreshes"} ELSE {})
    /\ UNCHANGED <<epoch, held, last, permit, failed, overdue, landed, stamp, newest, published, touched>>

Looks(c) ==
  /\ call[c] = "looks"
  /\ \/ IsLeft(c) /\ Answer(c, "ended") /\ UNCHANGED wrong
     \/ ~IsLeft(c) /\ HasSuccessor(c) /\ Answer(c, "resent")
        /\ wrong' = wrong \cup (IF epoch # stamp[c][1] THEN {"sent as another"} ELSE {})
     \/ ~IsLeft(c) /\ held = None /\ Answer(c, "ended") /\ UNCHANGED wrong
     \/ /\ ~IsLeft(c) /\ ~HasSuccessor(c) /\ held # None
        /\ HasWaited(c)
        /\ Answer(c, "failed") /\ UNCHANGED wrong
     \/ /\ ~IsLeft(c) /\ ~HasSuccessor(c) /\ held # None
        /\ ~HasWaited(c)
        /\ \/ slot = None /\ Busy /\ Answer(c, "failed") /\ UNCHANGED wrong
           \/ slot = None /\ ~Busy /\ TakesOff(c)
           \/ slot # None /\ call' = [call EXCEPT ![c] = "waits"]
              /\ flown' = [flown EXCEPT ![c] = slot]
              /\ UNCHANGED <<session, permit, flight, stamp, own, newest, published, touched, wrong>>

Wakes(c) ==
  /\ call[c] = "waits" /\ landed[flown[c]]
  /\ call' = [call EXCEPT ![c] = "looks"]
  /\ UNCHANGED <<session, permit, flight, stamp, flown, own, newest, published, touched, wrong>>

(* Interrupted, cancelled, or out of time. *)
Leaves(c) == call[c] = "waits" /\ Answer(c, "left") /\ UNCHANGED wrong

------------------------------------------------------------------------------
(* Flights *)

Becomes(f, next) == state' = [state EXCEPT ![f] = next]

TakesPermit(f) ==
  /\ state[f] = "takes off" /\ permit = None
  /\ permit' = f /\ Becomes(f, "leads")
  /\ UNCHANGED <<session, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

(* The server spends the token that it is shown, or fails before it does. *)
Asks(f) ==
  /\ state[f] = "leads" /\ slot = f /\ held = replaces[f]
  /\ Becomes(f, "asks")
  /\ wrong' = wrong \cup (IF newest[of[f]] # replaces[f] THEN {"token used twice"} ELSE {})
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, newest, published, touched>>

NeedNotAsk(f) ==
  /\ state[f] = "leads" /\ ~(slot = f /\ held = replaces[f])
  /\ IF Fault = "C2" THEN Becomes(f, "released") ELSE Becomes(f, "landed")
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

Rotates(f) ==
  /\ state[f] = "asks" /\ Becomes(f, "brings")
  /\ newest' = [newest EXCEPT ![of[f]] = last + 1]
  /\ touched' = FALSE
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, published, wrong>>

Fails(f) ==
  /\ state[f] = "asks" /\ Becomes(f, "fails")
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

(* The store may refuse it; that changes nothing here, but for the fault. *)
StoreFails(f) ==
  /\ Fault = "K" /\ state[f] = "brings" /\ Becomes(f, "fails")
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

(* Whether a generation was accepted is no part of the snapshot, but for the fault. *)
IsAccepted ==
  /\ Fault = "H" /\ ~touched /\ \E f \in Flights : state[f] = "brings"
  /\ touched' = TRUE
  /\ UNCHANGED <<session, permit, flight, caller, newest, published, wrong>>

MayPublish(f) ==
  \/ Fault = "D"
  \/ epoch = of[f] /\ held = replaces[f] /\ ~(Fault = "H" /\ touched)

Publishes(f) ==
  /\ state[f] = "brings" /\ MayPublish(f)
  /\ Becomes(f, "landed")
  /\ held' = newest[of[f]] /\ last' = newest[of[f]]
  /\ slot' = IF slot = f THEN None ELSE slot
  /\ published' = published \cup {<<epoch, held'>>}
  /\ wrong' = wrong \cup (IF epoch # of[f] THEN {"committed in another epoch"} ELSE {})
  /\ UNCHANGED <<epoch, permit, of, replaces, failed, overdue, landed, caller, newest, touched>>

Discards(f) ==
  /\ state[f] = "brings" /\ ~MayPublish(f) /\ Becomes(f, "landed")
  /\ UNCHANGED <<session, permit, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

RecordsFailure(f) ==
  /\ state[f] = "fails" /\ Becomes(f, "landed")
  /\ failed' = [failed EXCEPT ![f] = failed[f] \/ slot = f]
  /\ slot' = IF slot = f THEN None ELSE slot
  /\ UNCHANGED <<epoch, held, last, permit, of, replaces, overdue, landed, caller, newest, published, touched, wrong>>

Releases(f) ==
  /\ state[f] = "landed" /\ Becomes(f, "released")
  /\ permit' = IF Fault = "C" /\ overdue[f] THEN permit ELSE None
  /\ UNCHANGED <<session, of, replaces, failed, overdue, landed, caller, newest, published, touched, wrong>>

Frees(f) ==
  /\ state[f] = "released" /\ Becomes(f, "over")
  /\ slot' = IF slot = f THEN None ELSE slot
  /\ landed' = [landed EXCEPT ![f] = landed[f] \/ Fault # "B" \/ epoch = of[f]]
  /\ UNCHANGED <<epoch, held, last, permit, of, replaces, failed, overdue, caller, newest, published, touched, wrong>>

(* The deadline ends the waiting; the refresher runs on, with the permit. *)
Deadline(f) ==
  /\ state[f] \notin {"none", "over"} /\ ~landed[f]
  /\ Fault = "B" => epoch = of[f]
  /\ overdue' = [overdue EXCEPT ![f] = TRUE] /\ failed' = [failed EXCEPT ![f] = TRUE]
  /\ slot' = IF slot = f THEN None ELSE slot
  /\ landed' = [landed EXCEPT ![f] = TRUE]
  /\ UNCHANGED <<epoch, held, last, permit, state, of, replaces, caller, newest, published, touched, wrong>>

------------------------------------------------------------------------------
(* Decisions *)

FreesWaiters == landed' = [f \in Flights |-> landed[f] \/ (f = slot /\ Fault # "B")]

SignsOut ==
  /\ epoch <= Decisions
  /\ epoch' = epoch + 1 /\ held' = None /\ slot' = None /\ FreesWaiters
  /\ UNCHANGED <<last, permit, state, of, replaces, failed, overdue, caller, newest, published, touched, wrong>>

SignsIn ==
  /\ epoch <= Decisions
  /\ epoch' = epoch + 1 /\ slot' = None /\ FreesWaiters
  /\ held' = (IF Fault = "J" THEN 1 ELSE last + 1) /\ last' = held'
  /\ newest' = [newest EXCEPT ![epoch'] = held']
  /\ published' = published \cup {<<epoch', held'>>}
  /\ UNCHANGED <<permit, state, of, replaces, failed, overdue, caller, touched, wrong>>

------------------------------------------------------------------------------
Rest ==
  /\ \A c \in Callers : call[c] \notin {"looks", "waits"}
  /\ \A f \in Flights : state[f] \in {"none", "over"}
  /\ permit = None /\ UNCHANGED vars

Flies(f) ==
  \/ TakesPermit(f) \/ Asks(f) \/ NeedNotAsk(f) \/ Publishes(f) \/ Discards(f)
  \/ RecordsFailure(f) \/ Releases(f) \/ Frees(f) \/ StoreFails(f)

Next ==
  \/ \E c \in Callers : Rejected(c) \/ Looks(c) \/ Wakes(c) \/ Leaves(c)
  \/ \E f \in Flights : Flies(f) \/ Rotates(f) \/ Fails(f) \/ Deadline(f)
  \/ IsAccepted \/ SignsOut \/ SignsIn \/ Rest

(* A refresher need not ever end: the deadline comes all the same. Nobody need leave or decide. *)
Spec ==
  /\ Init /\ [][Next]_vars
  /\ \A c \in Callers : WF_vars(Looks(c)) /\ WF_vars(Wakes(c))
  /\ \A f \in Flights : WF_vars(Flies(f)) /\ WF_vars(Deadline(f))

------------------------------------------------------------------------------
NothingWrong == wrong = {}
OneAtATime == Cardinality({f \in Flights : state[f] \in {"leads", "asks", "brings", "fails"}}) <= 1
OnlyTheLeaderAsks == \A f \in Flights : state[f] \in {"asks", "brings"} => permit = f
NumbersAreNew == \A p, q \in published : p[2] = q[2] => p[1] = q[1]

NumbersGrow == [][last' >= last]_vars
EveryoneIsAnswered == \A c \in Callers : call[c] \in {"looks", "waits"} ~> call[c] \notin {"looks", "waits"}
ThePermitComesBack == \A f \in Flights : state[f] \in {"leads", "brings", "fails"} /\ permit = f ~> permit # f \/ state[f] = "asks"
==============================================================================
