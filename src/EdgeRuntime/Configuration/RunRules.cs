using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Configuration;

/// <summary>Turns the parameters of the process into options.</summary>
/// <param name="values">What was given.</param>
/// <param name="memory">What the process may use.</param>
internal sealed class RunRules(ParameterValues values, MemoryLimit memory)
{
    /// <summary>The options; of use only when no fault was noted.</summary>
    public RunOptions Read() => new()
    {
        Socket = Path.GetFullPath(SocketPath.From(values.Of(ProcessParameter.Socket))),
        Group = values.Text(ProcessParameter.Group),
        MaxMessageBytes = (int)values.Of(ProcessParameter.MaxMessageBytes),
        MemoryBudget = values.Or(ProcessParameter.MemoryBudget, memory.ModelBudget()),
        IntraThreads = values.Of(ProcessParameter.IntraThreads),
        MaxQueue = values.Of(ProcessParameter.MaxQueue),
        MaxConcurrency = values.TryGet(ProcessParameter.MaxConcurrency, out int runs) ? runs : null,
        EngineLibrary = values.Text(ProcessParameter.EngineLibrary) is { } library ? Path.GetFullPath(library) : null,
        NucleusWait = values.Of(GreengrassParameter.Wait),
        ReloadPeriod = values.Of(ProcessParameter.ReloadPeriod),
        LogLevel = values.Or(ProcessParameter.Level, values.Of(ProcessParameter.LogVerbose) ? LogLevel.Debug : LogLevel.Information),
        Log = new LogOptions
        {
            Format = values.Of(LogParameter.Format),
            File = values.Text(LogParameter.File) is { } file ? Path.GetFullPath(file) : null,
            FileBytes = values.Of(LogParameter.FileBytes),
            Files = values.Of(LogParameter.Files),
            Repeats = values.Of(LogParameter.Repeats),
        },
    };
}
