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
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public ModelRegistryActor(RegistryState state, ModelSetting setting)
    {
        (_state, _setting) = (state, setting);
        Receive<LoadModel>(OnLoad);
        Receive<UnloadModel>(OnUnload);
        Receive<ListModels>(_ => OnList());
        Receive<DescribeModel>(OnDescribe);
        Receive<FolderInspection.Inspected>(OnInspected);
        Receive<ServingProtocol.ModelReady>(OnReady);
        Receive<ServingProtocol.ModelFailed>(OnFailed);
        Receive<ServingProtocol.ModelDrained>(OnDrained);
        Receive<ServingProtocol.ModelStuck>(OnStuck);
        Receive<RegistryProtocol.ModelStopped>(OnModelStopped);
        Receive<RegistryProtocol.StopAll>(OnStopAll);
    }

    /// <summary>Window of <see cref="MaxRestarts"/>.</summary>
    public static TimeSpan RestartWindow { get; } = TimeSpan.FromMinutes(1);

    internal static Props Props(RegistryState state, ModelSetting setting) =>
        Akka.Actor.Props.Create(() => new ModelRegistryActor(state, setting));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxRestarts, RestartWindow, Akka.Actor.SupervisorStrategy.DefaultDecider);

    // The models stay: stopping them would fail every client for a fault that is not theirs.
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is LoadModel or UnloadModel or ListModels or DescribeModel)
        {
            Sender.Tell(new ModelRefused(RegistryFaults.Crashed));
        }

        if (message is LoadModel { Handle: not null } load
            && _state.Find(load.Handle) is { Phase: EntryPhase.Inspecting } begun && begun.Requester.Equals(Sender))
        {
            _state.Remove(begun);
        }
        else if (message is FolderInspection.Inspected inspected && _state.Find(inspected.Generation) is { } entry)
        {
            Fail(entry, RegistryFaults.Crashed);
        }
    }

    private void OnLoad(LoadModel command)
    {
        if (LoadAdmission.Decide(command, _state, _setting.Options, out string folder) is { } fault)
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
            ModelEvents.InspectionThrew.Write(_log, entry.Folder, failure);
        }

        long needed = LoadAdmission.Footprint(outcome.Footprint?.Bytes ?? 0, _setting.Options.LoadFootprintFactor);
        ModelFault? fault = outcome.Fault
            ?? LoadAdmission.DecideMemory(entry.Handle, needed, _state.Footprint, _setting.Options.MemoryBudgetBytes);
        if (fault is not null)
        {
            Refuse(entry, fault);
            return;
        }

        entry.Footprint = needed;
        entry.Start(Context, _setting);
    }

    private void OnReady(ServingProtocol.ModelReady ready)
    {
        if (_state.Find(ready.Generation) is not { Phase: EntryPhase.Loading } entry)
        {
            return;
        }

        _state.Serve(entry, ready.Model);
        entry.Requester.Tell(new ModelLoaded(ready.Model.Info));
        ModelEvents.ModelLoaded.Write(_log, entry.Handle, entry.Folder);
        if (entry.Unloaders.Count > 0)
        {
            Drain(entry, _setting.Options.DrainTimeout);
        }
    }

    private void OnFailed(ServingProtocol.ModelFailed failed)
    {
        if (_state.Find(failed.Generation) is { } entry)
        {
            Refuse(entry, failed.Fault);
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
        if (_state.Find(drained.Generation) is { } entry)
        {
            Remove(entry);
            entry.AnswerUnloaders(new ModelUnloaded(entry.Handle));
            ModelEvents.ModelUnloaded.Write(_log, entry.Handle);
        }
    }

    private void OnStuck(ServingProtocol.ModelStuck stuck)
    {
        if (_state.Find(stuck.Generation) is { } entry)
        {
            entry.AnswerUnloaders(new ModelRefused(RegistryFaults.NotYetFreed(entry.Handle, stuck.Held)));
        }
    }

    private void OnModelStopped(RegistryProtocol.ModelStopped stopped)
    {
        if (_state.Find(stopped.Generation) is not { } entry)
        {
            return;
        }

        if (_state.Stopper is null)
        {
            ModelEvents.ModelActorLost.Write(_log, entry.Handle);
        }

        Fail(entry, PredictFaults.Gone(entry.Handle));
    }

    private void OnList() =>
        Sender.Tell(new ModelList([.. _state.Serving.Select(static model => model.Info)]));

    private void OnDescribe(DescribeModel command) =>
        Sender.Tell(_state.Find(command.Handle) is { Phase: EntryPhase.Ready, Serving: { } model }
            ? new ModelDescribed(model.Info)
            : new ModelRefused(PredictFaults.NotLoaded(command.Handle)));

    private void OnStopAll(RegistryProtocol.StopAll command)
    {
        _state.Stop(Sender);
        foreach (ModelEntry entry in _state.Entries.ToImmutableArray())
        {
            if (entry.IsBeingLoaded)
            {
                entry.Abandon(Context);
                Fail(entry, PredictFaults.Stopping);
            }
            else
            {
                Drain(entry, command.DrainTimeout);
            }
        }

        ReportWhenEmpty();
    }

    private void Drain(ModelEntry entry, TimeSpan timeout)
    {
        _state.Withdraw(entry);
        entry.Actor.Tell(new ServingProtocol.Drain(timeout));
    }

    private void Refuse(ModelEntry entry, ModelFault fault)
    {
        ModelEvents.ModelNotLoaded.Write(_log, entry.Handle, entry.Folder, fault.Message);
        Fail(entry, fault);
    }

    private void Fail(ModelEntry entry, ModelFault fault)
    {
        Remove(entry);
        entry.Refuse(fault);
    }

    private void Remove(ModelEntry entry)
    {
        _state.Remove(entry);
        ReportWhenEmpty();
    }

    private void ReportWhenEmpty()
    {
        if (_state.Entries.Count == 0)
        {
            _state.Stopper?.Tell(RegistryProtocol.AllStopped.Instance);
        }
    }
}
