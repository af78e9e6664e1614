using EdgeActors.Engines.Onnx;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Engines.Onnx;

public sealed class OrtLogSpecs
{
    [Theory]
    [InlineData(2, LogLevel.Warning)]
    [InlineData(3, LogLevel.Debug)]
    [InlineData(4, LogLevel.Error)]
    public void Severity_becomes_a_level(int severity, LogLevel level)
    {
        ListLogger log = new();

        OrtLog.Write(log, severity, "no space for weights");

        Assert.Equal([(level, "ONNX Runtime: no space for weights")], log.Lines);
    }

    [Fact]
    public void Internals_are_left_out()
    {
        ListLogger log = new();

        OrtLog.Write(log, 2, "/src/onnxruntime/core/graph/graph.cc:12 onnxruntime::Graph::Resolve(int) unused initializer 'w'");
        OrtLog.Write(log, 2, "onnxruntime::Graph");

        Assert.Equal([(LogLevel.Warning, "ONNX Runtime: unused initializer")], log.Lines);
    }

    private sealed class ListLogger : ILogger
    {
        public List<(LogLevel, string)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
