using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using EdgeActors.Models.Prediction;
using EdgeActors.Models.Serving;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Models.Registry;

/// <summary>
/// Alias -> model. One behaviour; each model goes its own way:
/// <code>
/// (none)     -> Inspecting   LoadModel: alias and place are free; Stage: a place is free, and it gets no alias
/// Inspecting -> Loading      the folder is fit and there is memory: its actor is started
/// Loading    -> Ready        ModelReady: in the directory by id, and by its alias if it has that; LoadModel or Stage answered
/// Ready      -> Ready        Publish: it gets its alias, and who had it loses it; Withdraw: it loses it. No admission closes
/// Ready      -> Draining     UnloadModel, or Release of one without an alias: taken out of the directory
/// Draining   -> (none)       ModelDrained: UnloadModel or Release answered
/// any        -> (none)       refused, failed, or its actor stopped
/// </code>
/// An unload that comes while its model still loads waits for that and then unloads; so does a load that Publish or Withdraw has taken
/// the alias from. A crash loses nothing: all is in <see cref="RegistryState"/>, and the models go on serving meanwhile.
/// </summary>
internal sealed class ModelRegistryActor : ReceiveActor
{
    /// <summary>Restarts that a model's actor gets within <see cref="RestartWindow"/> before it is given up.</summary>
    public const int MaxRestarts = 10;

    private readonly RegistryState _state;
    private readonly ModelSetting _setting;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Departures _departures;
    private readonly AliasSwaps _swaps;

    public ModelRegistryActor(RegistryState state, ModelSetting setting)
    {
        (_state, _setting) = (state, setting);
        _departures = new Departures(state, setting, _log);
        _swaps = new AliasSwaps(state, _log);
        Receive<LoadModel>(OnLoad);
        Receive<UnloadModel>(OnUnload);
        Receive<ListModels>(_ => OnList());
        Receive<DescribeModel>(OnDescribe);
        Receive<SwapProtocol.Stage>(OnStage);
        Receive<SwapProtocol.Publish>(command => Sender.Tell(_swaps.Publish(command)));
        Receive<SwapProtocol.Withdraw>(command => Sender.Tell(_swaps.Withdraw(command)));
        Receive<SwapProtocol.Release>(OnRelease);
        Receive<FolderInspection.Inspected>(OnInspected);
        Receive<ServingProtocol.ModelReady>(OnReady);
        Receive<ServingProtocol.ModelFailed>(OnFailed);
        Receive<ServingProtocol.ModelDrained>(_departures.OnDrained);
        Receive<ServingProtocol.ModelStuck>(_departures.OnStuck);
        Receive<RegistryProtocol.ModelStopped>(_departures.OnStopped);
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
        if (message is LoadModel or UnloadModel or ListModels or DescribeModel or SwapProtocol.ICommand)
        {
            Sender.Tell(new ModelRefused(RegistryFaults.Crashed));
        }

        if (Begun(message) is { Phase: EntryPhase.Inspecting } begun)
        {
            _state.Remove(begun);
        }
        else if (message is RegistryProtocol.INotice notice && _state.Find(notice.Generation) is { } entry
            && (entry.IsBeingLoaded || notice is ServingProtocol.ModelDrained or RegistryProtocol.ModelStopped))
        {
            entry.Abandon(Context);
            _departures.Fail(entry, RegistryFaults.Crashed);
        }
    }

    // The load that a command has begun, if it got so far.
    private ModelEntry? Begun(object command)
    {
        (string? handle, bool alias) = command switch
        {
            LoadModel load => (load.Handle, true),
            SwapProtocol.Stage stage => (stage.Handle, false),
            _ => (null, false),
        };
        ModelEntry? last = _state.Entries.Count == 0 ? null : _state.Entries[^1];
        return last?.Handle == handle && last?.HasAlias == alias && last.Requester.Equals(Sender) ? last : null;
    }

    private void OnLoad(LoadModel command)
    {
        if (LoadAdmission.Decide(command, _state, _setting.Options, out string folder) is { } fault)
        {
            Sender.Tell(new ModelRefused(fault));
            return;
        }

        Inspect(_state.Add(command.Handle, command.Url, folder, Sender, alias: true));
    }

    private void OnStage(SwapProtocol.Stage command)
    {
        if (LoadAdmission.DecideUnseen(command.Handle, command.Folder, _state, _setting.Options, out string folder) is { } fault)
        {
            Sender.Tell(new ModelRefused(fault));
            return;
        }

        Inspect(_state.Add(command.Handle, command.Folder, folder, Sender, alias: false));
    }

    private void Inspect(ModelEntry entry) => _setting.Loads.Dispatch(new FolderInspection(_setting.Engine, entry, Self));

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
            _departures.Refuse(entry, fault);
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
        if (entry.HasAlias)
        {
            entry.AnswerRequester(new ModelLoaded(ready.Model.Info));
            ModelEvents.ModelLoaded.Write(_log, entry.Handle, entry.Folder);
        }
        else
        {
            entry.AnswerRequester(new SwapProtocol.ModelStaged(entry.Generation, ready.Model.Info));
            ModelEvents.ModelStaged.Write(_log, entry.Folder, entry.Handle);
        }

        if (entry.Unloaders.Count > 0 || entry.IsUnwanted)
        {
            _departures.Drain(entry);
        }
    }

    private void OnFailed(ServingProtocol.ModelFailed failed)
    {
        if (_state.Find(failed.Generation) is { } entry)
        {
            _departures.Refuse(entry, failed.Fault);
        }
    }

    private void OnUnload(UnloadModel command)
    {
        if (_state.Find(command.Handle) is { } entry)
        {
            _departures.Unload(entry, Sender);
        }
        else
        {
            Sender.Tell(new ModelRefused(PredictFaults.NotLoaded(command.Handle)));
        }
    }

    private void OnRelease(SwapProtocol.Release command)
    {
        if (SwapAdmission.Release(command.Id, _state) is { } fault)
        {
            Sender.Tell(new ModelRefused(fault));
        }
        else
        {
            _departures.Unload(_state.Find(command.Id)!, Sender);
        }
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
                _departures.Fail(entry, PredictFaults.Stopping);
            }
            else
            {
                _departures.Drain(entry, command.DrainTimeout);
            }
        }

        _departures.ReportWhenEmpty();
    }
}
