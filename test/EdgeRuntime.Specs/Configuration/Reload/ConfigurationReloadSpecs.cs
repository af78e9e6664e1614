using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Configuration.Reload;
using EdgeActors.Specs.Configuration.Capture;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Configuration.Reload;

public sealed class ConfigurationReloadSpecs
{
    private readonly Source _source = new();
    private readonly Part _part = new();
    private readonly Lines _log = new();
    private readonly ConfigurationReload _reload;

    public ConfigurationReloadSpecs()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "40"), ("edgeactors_max_queue", "9"));
        ConfigurationReader reader = new([_source], new Dictionary<string, string>(), new MemoryLimit(_ => null, Configured.Machine));
        _reload = new ConfigurationReload(reader, reader.Read().Checked(), [_part], TimeProvider.System, TimeSpan.Zero, _log);
    }

    [Fact]
    public async Task What_is_live_changes_and_what_is_not_is_named()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "50"), ("sagemaker_edge_core_capture_data_batch_size", "25"), ("edgeactors_max_queue", "8"));

        await LookAsync();

        Assert.Equal((50, 25, 1), (_part.Options!.Capture.Buffer.BufferSize, _part.Options.Capture.Buffer.BatchSize, _part.Generation));
        Assert.Equal(
            [
                "Warning edgeactors_max_queue was \"9\" and is to be \"8\", by nucleus: this needs a restart",
                "Information sagemaker_edge_core_capture_data_batch_size was \"10\" and is \"25\" now, by nucleus",
                "Information sagemaker_edge_core_capture_data_buffer_size was \"40\" and is \"50\" now, by nucleus",
            ],
            _log.All);
    }

    [Fact]
    public async Task Nothing_is_told_when_nothing_has_changed()
    {
        await LookAsync();
        await LookAsync();

        Assert.Empty(_log.All);
        Assert.Null(_part.Options);
    }

    [Fact]
    public async Task Faulty_configuration_changes_nothing_and_is_told_once_with_every_fault()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "50"), ("edgeactors_max_queue", "many"), ("edgeactors_keep_uploaded", "on"));

        await LookAsync();
        await LookAsync();

        Assert.Null(_part.Options);
        Assert.Equal(2, _log.All.Count);
        Assert.All(_log.All, line => Assert.StartsWith("Warning The configuration has changed and is at fault, so the agent goes on with the one it has: ", line, StringComparison.Ordinal));
        Assert.Contains(_log.All, line => line.EndsWith("edgeactors_max_queue \"many\" is not a whole number; write digits only, for example \"10\"", StringComparison.Ordinal));

        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "40"), ("edgeactors_max_queue", "9"));
        await LookAsync();
        Assert.Equal("Information The configuration is without fault again, and the one that the agent runs with", _log.All[2]);
    }

    [Fact]
    public async Task File_that_is_read_while_it_is_written_is_read_again()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "60"), ("edgeactors_max_queue", "9"));
        _source.FailOnce();

        await LookAsync();

        Assert.Equal(60, _part.Options!.Capture.Buffer.BufferSize);
        Assert.Single(_log.All);
    }

    [Fact]
    public async Task Part_that_is_down_is_told_again()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "50"), ("edgeactors_max_queue", "9"));
        _part.IsDown = true;
        await LookAsync();
        _part.IsDown = false;

        await LookAsync();
        await LookAsync();

        Assert.Equal((2, 1), (_part.Generation, _part.Taken));
        Assert.Single(_log.All);
    }

    [Fact]
    public async Task Change_back_needs_no_restart_any_more()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "40"), ("edgeactors_max_queue", "8"));
        await LookAsync();
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "40"), ("edgeactors_max_queue", "9"));

        await LookAsync();

        Assert.Equal("Information edgeactors_max_queue is \"9\" again, which the agent runs with", _log.All[1]);
    }

    [Fact]
    public async Task Secret_is_not_told()
    {
        _source.Say(("sagemaker_edge_core_capture_data_buffer_size", "40"), ("edgeactors_max_queue", "9"), ("edgeactors_proxy", "http://127.0.0.1:3128"));

        await LookAsync();

        Assert.Contains("is to be \"(hidden)\"", Assert.Single(_log.All), StringComparison.Ordinal);
    }

    private Task LookAsync() => _reload.LookAsync(CancellationToken.None);

    private sealed class Source : IParameterSource
    {
        private NamedValue[] _values = [];
        private bool _fails;

        public string Name => "nucleus";

        public void Say(params (string Name, string Text)[] values) => _values = [.. values.Select(value => new NamedValue(value.Name, value.Text))];

        public void FailOnce() => _fails = true;

        public SourceReading Read()
        {
            bool fails = _fails;
            _fails = false;
            return fails
                ? new SourceReading(Name, NameStyle.Key, [], new ConfigurationFault("configuration file", "f", "is not JSON", "repair it"))
                : new SourceReading(Name, NameStyle.Key, _values);
        }
    }

    private sealed class Part : ILivePart
    {
        public RunOptions? Options { get; private set; }

        public long Generation { get; private set; }

        public int Taken { get; private set; }

        public bool IsDown { get; set; }

        public ValueTask<bool> ApplyAsync(RunOptions options, long generation, CancellationToken cancelled)
        {
            Generation = generation;
            (Options, Taken) = IsDown ? (Options, Taken) : (options, Taken + 1);
            return ValueTask.FromResult(!IsDown);
        }
    }

    private sealed class Lines : ILogger<ConfigurationReload>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add($"{logLevel} {formatter(state, exception)}");
    }
}
