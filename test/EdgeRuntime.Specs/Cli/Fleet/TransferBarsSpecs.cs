using System.Text;
using EdgeActors.Cli.Fleet.Views;
using Spectre.Console;

namespace EdgeActors.Specs.Cli.Fleet;

public sealed class TransferBarsSpecs
{
    private static readonly Transfer[] Transfers = [new("Upload [a].tar.gz", 100), new("Upload b.tar.gz", 0)];

    [Fact]
    public async Task On_a_terminal_each_file_has_a_bar()
    {
        using StringWriter written = new();
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new Terminal(written), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });

        IReadOnlyList<int> results = await TransferBars.RunAsync(terminal, isJson: false, Transfers, WorkAsync);

        Assert.Equal([0, 1], results);
        Assert.Contains("Upload [a].tar.gz", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("100%", written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Elsewhere_nothing_is_written(bool isTerminal, bool isJson)
    {
        using StringWriter written = new();
        IAnsiConsoleOutput output = isTerminal ? new Terminal(written) : new AnsiConsoleOutput(written);

        IReadOnlyList<int> results = await TransferBars.RunAsync(AnsiConsole.Create(new AnsiConsoleSettings { Out = output }), isJson, Transfers, WorkAsync);

        Assert.Equal([0, 1], results);
        Assert.Empty(written.ToString());
    }

    private static Task<int> WorkAsync(int index, IProgress<long> progress)
    {
        progress.Report(50);
        return Task.FromResult(index);
    }

    private sealed class Terminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 100;

        public int Height => 30;

        public void SetEncoding(Encoding encoding)
        {
            // It writes characters.
        }
    }
}
