using Akka.Actor;
using EdgeActors.Hosting;
using EdgeActors.Models;
using EdgeActors.Models.Swap;
using EdgeActors.Specs.Models.Fakes;
using static EdgeActors.Models.ModelsProtocol;

namespace EdgeActors.Specs.Models.Swap;

/// <summary>A registry and beside it a table of what should be in it; each step goes to both.</summary>
internal sealed class SwapLife(ModelsSystem system, Random random)
{
    // The supervisor gives the registry ten restarts a minute.
    private const int MostCrashes = 5;

    private static readonly string[] Handles = ["a", "b"];
    private static readonly string[] Folders = ["v0", "v1", "v2"];

    private readonly Dictionary<long, Loaded> _loaded = [];
    private readonly List<long> _everKnown = [999];
    private int _crashes;

    public async Task<string> StepAsync()
    {
        string handle = Handles[random.Next(Handles.Length)];
        string folder = Folders[random.Next(Folders.Length)];
        long id = _everKnown[random.Next(_everKnown.Count)];
        int kind = random.Next(16);
        await (kind switch
        {
            < 4 => StageAsync(handle, folder),
            < 8 => PublishAsync(handle, id),
            8 => WithdrawAsync(handle),
            < 11 => ReleaseAsync(id),
            11 => LoadAsync(handle, folder),
            12 or 13 => UnloadAsync(handle),
            14 => CrashAsync(),
            _ => LoseAsync(id),
        });
        return $"{kind} {handle} {folder} {id}";
    }

    /// <summary>What clients and swappers see is what the table says.</summary>
    public async Task CompareAsync(string when)
    {
        ModelList list = Assert.IsType<ModelList>(await system.Ask(ListModels.Instance));
        Assert.Equal(Seen().Order(), list.Models.Select(model => (model.Handle, model.Url)).Order());
        foreach (string handle in Handles)
        {
            long? id = Holder(handle);
            Assert.True(system.Swap.Find(handle) == id, when);
            await RunsAsync(id, await system.Predict(handle), when);
        }

        foreach (long id in _everKnown)
        {
            Assert.True(system.Swap.Read(id) is not null == _loaded.ContainsKey(id), when);
            PredictOutcome outcome = await system.Swap.PredictAsync(id, [Tensor.Bare(4)], default);
            Ran(_loaded.ContainsKey(id) ? id : null, outcome, when);
        }

        foreach (string folder in Folders)
        {
            FakeModel model = system.Engine.In(folder);
            int live = _loaded.Values.Count(loaded => loaded.Folder == folder);
            await ModelsSystem.Eventually(() => model.Loads.Value - model.SessionsDisposed.Value == live);
        }
    }

    public async Task StopAsync()
    {
        Assert.True((await system.Supervisor.Ask<EdgeSupervisor.Stopped>(EdgeSupervisor.Stop.Instance, default(TimeSpan?))).Complete);
        _loaded.Clear();
        Assert.All(Folders, folder => Assert.Equal(system.Engine.In(folder).Loads.Value, system.Engine.In(folder).SessionsDisposed.Value));
    }

    private async Task RunsAsync(long? id, PredictOutcome outcome, string when)
    {
        Ran(id, outcome, when);
        if (id is { } known)
        {
            Loaded loaded = _loaded[known];
            _loaded[known] = loaded with { Runs = loaded.Runs + 1 };
            await ModelsSystem.Eventually(() => system.Swap.Read(known)!.Runs == loaded.Runs + 1);
        }
    }

    private static void Ran(long? id, PredictOutcome outcome, string when)
    {
        Assert.True(id is null ? outcome.Fault is { Code: FaultCode.NotFound } : outcome.Result is not null, when);
        outcome.Result?.Dispose();
    }

    private async Task StageAsync(string handle, string folder)
    {
        system.Engine.In(folder);
        SwapAnswer answer = await system.Swap.StageAsync(handle, folder, default);
        Assert.Equal(IsFull ? FaultCode.ResourceExhausted : null, answer.Fault?.Code);
        Know(answer.Id, handle, folder, hasAlias: false);
    }

    private async Task PublishAsync(string handle, long id)
    {
        Loaded? meant = _loaded.GetValueOrDefault(id);
        long? former = Holder(handle);
        SwapAnswer answer = await system.Swap.PublishAsync(handle, id, default);
        Assert.Equal(meant is null ? FaultCode.NotFound : meant.Handle != handle ? FaultCode.InvalidArgument : null, answer.Fault?.Code);
        if (answer.Fault is null)
        {
            Assert.Equal(former == id ? null : former, answer.Id);
            Pass(former, id);
        }
    }

    private async Task WithdrawAsync(string handle)
    {
        SwapAnswer answer = await system.Swap.WithdrawAsync(handle, default);
        Assert.Null(answer.Fault);
        Assert.Equal(Holder(handle), answer.Id);
        Pass(answer.Id, null);
    }

    private async Task ReleaseAsync(long id)
    {
        Loaded? meant = _loaded.GetValueOrDefault(id);
        SwapAnswer answer = await system.Swap.ReleaseAsync(id, default);
        Assert.Equal(meant is null ? FaultCode.NotFound : meant.HasAlias ? FaultCode.FailedPrecondition : null, answer.Fault?.Code);
        if (answer.Fault is null)
        {
            _loaded.Remove(id);
        }
    }

    private async Task LoadAsync(string handle, string folder)
    {
        system.Engine.In(folder);
        FaultCode? expected = Holder(handle) is not null ? FaultCode.AlreadyExists : IsFull ? FaultCode.ResourceExhausted : null;
        IModelsReply reply = await system.Ask(new LoadModel(handle, folder));
        Assert.Equal(expected, (reply as ModelRefused)?.Fault.Code);
        Know(reply is ModelLoaded ? system.Swap.Find(handle) : null, handle, folder, hasAlias: true);
    }

    private async Task UnloadAsync(string handle)
    {
        IModelsReply reply = await system.Ask(new UnloadModel(handle));
        Assert.Equal(Holder(handle) is null, reply is ModelRefused { Fault.Code: FaultCode.NotFound });
        if (Holder(handle) is { } id)
        {
            _loaded.Remove(id);
        }
    }

    private async Task CrashAsync()
    {
        if (_crashes++ < MostCrashes)
        {
            Assert.Equal(IsFull ? FaultCode.ResourceExhausted : FaultCode.Internal, (await system.Swap.StageAsync("a", null!, default)).Fault!.Code);
        }
    }

    private async Task LoseAsync(long id)
    {
        if (_loaded.Remove(id))
        {
            system.System.Stop(system.State.Find(id)!.Actor);
            await ModelsSystem.Eventually(() => system.Swap.Read(id) is null);
        }
    }

    private bool IsFull => _loaded.Count == system.Setting.Options.MaxModels;

    private IEnumerable<(string Handle, string Url)> Seen() => _loaded.Values.Where(loaded => loaded.HasAlias).Select(loaded => (loaded.Handle, loaded.Folder));

    private long? Holder(string handle) =>
        _loaded.Where(pair => pair.Value.HasAlias && pair.Value.Handle == handle).Select(pair => (long?)pair.Key).SingleOrDefault();

    private void Know(long? id, string handle, string folder, bool hasAlias)
    {
        if (id is { } known)
        {
            _loaded.Add(known, new Loaded(handle, folder, hasAlias, Runs: 0));
            _everKnown.Add(known);
        }
    }

    private void Pass(long? from, long? to)
    {
        foreach ((long? id, bool has) in ((long? Id, bool Has)[])[(from, false), (to, true)])
        {
            if (id is { } known)
            {
                _loaded[known] = _loaded[known] with { HasAlias = has };
            }
        }
    }

    private sealed record Loaded(string Handle, string Folder, bool HasAlias, long Runs);
}
