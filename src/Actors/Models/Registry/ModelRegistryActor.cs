using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Models.Registry;

/// <summary>
/// Alias -> model. One behaviour; each alias goes its own way:
/// <code>
/// (none)     -> Inspecting   LoadModel: alias and place are free
/// Inspecting -> Loading      the folder is fit and there is memory: its actor is started
/// Loading    -> Ready        ModelReady: published, LoadModel answered
/// Ready      -> Draining     UnloadModel: withdrawn from the directory
/// Draining   -> (none)       ModelDrained: UnloadModel answered
/// any        -> (none)       refused, failed, or its actor stopped
/// </code>
/// An unload that comes while its model still loads waits for that and then unloads. A crash loses nothing: all is in
/// <see cref="RegistryState"/>, and the models go on serving meanwhile.
/// </summary>
internal sealed class ModelRegistryActor : ReceiveActor
{
    /// <summary>Restarts that a model's actor gets within <see cref="RestartWindow"/> before it is given up.</summary>
    public const int MaxRestarts = 10;

    private readonly RegistryState _state;
    private readonly ModelSetting _setting;
    private readonly ModelDirectory _directory;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ModelRegistryActor(RegistryState state, ModelSetting setting, ModelDirectory directory)
    {
        (_state, _setting, _directory) = (state, setting, directory);
        Receive<LoadModel>(OnLoad);
        Receive<UnloadModel>(OnUnload);
        Receive<ListModels>(_ => OnList());
        Receive<DescribeModel>(OnDescribe);
        Receive<FolderInspection.Inspected>(OnInspected);
        Receive<ServingProtocol.ModelReady>(OnReady);
        Receive<ServingProtocol.ModelFailed>(OnFailed);
        Receive<ServingProtocol.ModelDrained>(OnDrained);
        Receive<ServingProtocol.ModelStuck>(OnStuck);
        Receive<ModelStopped>(OnModelStopped);
        Receive<StopAll>(OnStopAll);
    }

    /// <summary>Window of <see cref="MaxRestarts"/>.</summary>
    public static TimeSpan RestartWindow { get; } = TimeSpan.FromMinutes(1);

    internal static Props Props(RegistryState state, ModelSetting setting, ModelDirectory directory) =>
        Akka.Actor.Props.Create(() => new ModelRegistryActor(state, setting, directory));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxRestarts, RestartWindow, Akka.Actor.SupervisorStrategy.DefaultDecider);

    // The models stay: stopping them would fail every client for a fault that is not theirs.
    protected override void PreRestart(Exception reason, object message)
    {
        ModelFault fault = new(FaultCode.Internal, "the agent failed while it handled this command; it serves on, so retry");
        if (message is LoadModel or UnloadModel or ListModels or DescribeModel)
        {
            Sender.Tell(new ModelRefused(fault));
        }

        if (message is LoadModel { Handle: not null } load
            && _state.Find(load.Handle) is { Phase: EntryPhase.Inspecting } begun && begun.Requester.Equals(Sender))
        {
            _state.Remove(begun);
        }
        else if (message is FolderInspection.Inspected inspected && _state.Find(inspected.Generation) is { } entry)
        {
            Fail(entry, fault);
        }
    }

    private void OnLoad(LoadModel command)
    {
        string folder = "";
        ModelFault? fault = _state.Stopper is not null
            ? PredictFaults.Stopping
            : LoadAdmission.Decide(command.Handle, _state.Find(command.Handle), _state.Entries.Count, _setting.Options)
                ?? LoadAdmission.Resolve(command.Url, _setting.Options.WorkingDirectory, out folder);
        if (fault is not null)
        {
            Sender.Tell(new ModelRefused(fault));
            return;
        }

        ModelEntry entry = _state.Add(command.Handle, command.Url, folder, Sender);
        _setting.Loads.Dispatch(new FolderInspection(_setting.Engine, entry, Self));
    }

    private void OnInspected(FolderInspection.Inspected outcome)
    {
        if (_state.Find(outcome.Generation) is not { Phase: EntryPhase.Inspecting } entry)
        {
            return;
        }

        if (outcome.Unexpected is { } failure)
        {
            _log.Warning(failure, "The engine threw while it looked at {0}", entry.Folder);
        }

        long needed = LoadAdmission.Footprint(outcome.Footprint?.Bytes ?? 0, _setting.Options.LoadFootprintFactor);
        ModelFault? fault = outcome.Fault
            ?? LoadAdmission.DecideMemory(entry.Handle, needed, _state.Footprint, _setting.Options.MemoryBudgetBytes);
        if (fault is not null)
        {
            Fail(entry, fault);
            return;
        }

        ModelLife life = new(entry.Handle, entry.Url, entry.Folder, entry.Generation);
        string name = $"{Uri.EscapeDataString(entry.Handle)}-{entry.Generation}";
        entry.Actor = Context.ActorOf(ModelActor.Props(life, _setting), name);
        Context.WatchWith(entry.Actor, new ModelStopped(entry.Generation));
        (entry.Phase, entry.Footprint) = (EntryPhase.Loading, needed);
    }

    private void OnReady(ServingProtocol.ModelReady ready)
    {
        if (_state.Find(ready.Generation) is not { Phase: EntryPhase.Loading } entry)
        {
            return;
        }

        (entry.Phase, entry.Serving) = (EntryPhase.Ready, ready.Model);
        _directory.Publish(_state.Serving);
        entry.Requester.Tell(new ModelLoaded(ready.Model.Info));
        _log.Info("Loaded {0} from {1}", entry.Handle, entry.Folder);
        if (entry.Unloaders.Count > 0)
        {
            Drain(entry, _setting.Options.DrainTimeout);
        }
    }

    private void OnFailed(ServingProtocol.ModelFailed failed)
    {
        if (_state.Find(failed.Generation) is { } entry)
        {
            Fail(entry, failed.Fault);
        }
    }

    private void OnUnload(UnloadModel command)
    {
        if (_state.Find(command.Handle) is not { } entry)
        {
            Sender.Tell(new ModelRefused(PredictFaults.NotLoaded(command.Handle)));
            return;
        }

        entry.Unloaders.Add(Sender);
        if (entry.Phase == EntryPhase.Ready)
        {
            Drain(entry, _setting.Options.DrainTimeout);
        }
    }

    private void OnDrained(ServingProtocol.ModelDrained drained)
    {
        if (_state.Find(drained.Generation) is not { } entry)
        {
            return;
        }

        Remove(entry);
        Answer(entry.Unloaders, new ModelUnloaded(entry.Handle));
        _log.Info("Unloaded {0}", entry.Handle);
    }

    private void OnStuck(ServingProtocol.ModelStuck stuck)
    {
        if (_state.Find(stuck.Generation) is not { } entry)
        {
            return;
        }

        ModelFault fault = RegistryFaults.NotYetFreed(entry.Handle, stuck.Held);
        Answer(entry.Unloaders, new ModelRefused(fault));
        entry.Unloaders.Clear();
    }

    private void OnModelStopped(ModelStopped stopped)
    {
        if (_state.Find(stopped.Generation) is not { } entry)
        {
            return;
        }

        if (_state.Stopper is null)
        {
            _log.Error("The actor of model {0} stopped unexpectedly; the model is no longer served", entry.Handle);
        }

        Fail(entry, PredictFaults.Gone(entry.Handle));
    }

    private void OnList() =>
        Sender.Tell(new ModelList([.. _state.Serving.Select(static model => model.Info)]));

    private void OnDescribe(DescribeModel command) =>
        Sender.Tell(_state.Find(command.Handle) is { Phase: EntryPhase.Ready, Serving: { } model }
            ? new ModelDescribed(model.Info)
            : new ModelRefused(PredictFaults.NotLoaded(command.Handle)));

    private void OnStopAll(StopAll command)
    {
        _state.Stopper = Sender;
        _directory.Stop();
        foreach (ModelEntry entry in _state.Entries.ToImmutableArray())
        {
            if (entry.Phase is EntryPhase.Ready or EntryPhase.Draining)
            {
                Drain(entry, command.DrainTimeout);
            }
            else if (entry.Phase is EntryPhase.Inspecting or EntryPhase.Loading)
            {
                StopActor(entry);
                Fail(entry, PredictFaults.Stopping);
            }
        }

        ReportWhenEmpty();
    }

    // While its folder is looked at, an entry has no actor yet.
    private static void StopActor(ModelEntry entry)
    {
        if (!entry.Actor.IsNobody())
        {
            Context.Stop(entry.Actor);
        }
    }

    private void Drain(ModelEntry entry, TimeSpan timeout)
    {
        entry.Phase = EntryPhase.Draining;
        _directory.Publish(_state.Serving);
        entry.Actor.Tell(new ServingProtocol.Drain(timeout));
    }

    // Ends an entry that did not go the regular way: whoever waits for it hears why.
    private void Fail(ModelEntry entry, ModelFault fault)
    {
        bool loading = entry.Phase is EntryPhase.Inspecting or EntryPhase.Loading;
        Remove(entry);
        if (loading)
        {
            entry.Requester.Tell(new ModelRefused(fault));
        }

        Answer(entry.Unloaders, new ModelRefused(loading ? PredictFaults.NotLoaded(entry.Handle) : fault));
    }

    private void Remove(ModelEntry entry)
    {
        _state.Remove(entry);
        _directory.Publish(_state.Serving);
        ReportWhenEmpty();
    }

    private void ReportWhenEmpty()
    {
        if (_state.Entries.Count == 0)
        {
            _state.Stopper?.Tell(AllStopped.Instance);
        }
    }

    private static void Answer(List<IActorRef> waiting, IModelsReply reply)
    {
        foreach (IActorRef caller in waiting)
        {
            caller.Tell(reply);
        }
    }

    /// <summary>From the supervisor: take no more work and unload everything; answered by <see cref="AllStopped"/>.</summary>
    internal sealed record StopAll(TimeSpan DrainTimeout) : INoSerializationVerificationNeeded;

    /// <summary>Every model is unloaded.</summary>
    internal sealed record AllStopped : INoSerializationVerificationNeeded
    {
        public static AllStopped Instance { get; } = new();
    }

    private sealed record ModelStopped(long Generation) : INoSerializationVerificationNeeded;
}
