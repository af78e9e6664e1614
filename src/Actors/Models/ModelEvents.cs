using Akka.Event;
using EdgeActors.Logging;
using EdgeActors.Models.Serving;

namespace EdgeActors.Models;

/// <summary>What the actors of models log.</summary>
internal static class ModelEvents
{
    private const string EngineBug = "A fault of the engine or of its binding, not of the request: report it with the log at Debug. Other models go on.";

    public static readonly ActorEvent<string, string> ModelLoaded = new(2000, LogLevel.InfoLevel, "Loaded {Model} from {Folder}");

    public static readonly ActorEvent<string> ModelUnloaded = new(2001, LogLevel.InfoLevel, "Unloaded {Model}");

    [Advice("A fault of the agent. Load the model again; report it with the log at Debug.")]
    public static readonly ActorEvent<string> ModelActorLost = new(
        2002, LogLevel.ErrorLevel, "The actor of model {Model} stopped unexpectedly; the model is no longer served");

    [Advice(EngineBug)]
    public static readonly ActorEvent<string> InspectionThrew = new(2003, LogLevel.WarningLevel, "The engine threw while it looked at {Folder}");

    [Advice(EngineBug)]
    public static readonly ActorEvent<string, string> LoadThrew = new(2004, LogLevel.WarningLevel, "The engine threw while it loaded {Model} from {Folder}");

    [Advice(EngineBug)]
    public static readonly ActorEvent<string> RunThrew = new(2005, LogLevel.WarningLevel, "The engine threw while it ran {Model}");

    [Advice("Its predictions took longer than an unload waits. They end with UNAVAILABLE; clients should stop using a model before they unload it.")]
    public static readonly ActorEvent<string, TimeSpan, int> DrainCut = new(
        2006, LogLevel.WarningLevel, "{Model} did not drain in {Time}; {Runs} runs are being ended");

    [Advice("A run does not react to being ended. Its memory is freed when it does; if that never happens, restart the agent.")]
    public static readonly ActorEvent<string, TimeSpan, AdmissionCounts> UnloadHeld = new(
        2007, LogLevel.WarningLevel, "{Model} is not unloaded in twice its drain's time of {Time}; held by {Holders}");

    [Advice(EngineBug)]
    public static readonly ActorEvent<string> UnloadThrew = new(2008, LogLevel.WarningLevel, "The engine threw while it unloaded {Model}");

    public static readonly ActorEvent<string, string, string> ModelNotLoaded = new(
        2009, LogLevel.InfoLevel, "{Model} was not loaded from {Folder}: {Reason}");

    public static readonly ActorEvent<string, string> ModelStaged = new(
        2010, LogLevel.InfoLevel, "Loaded {Folder} for {Model}, beside what clients see");

    public static readonly ActorEvent<string, string> ModelPublished = new(2011, LogLevel.InfoLevel, "{Model} is the model from {Folder} from here on");

    public static readonly ActorEvent<string, string> ModelSetAside = new(
        2012, LogLevel.InfoLevel, "The model from {Folder} is no longer {Model}; it stays loaded for now");

    public static readonly ActorEvent<string, string> ModelReleased = new(
        2013, LogLevel.InfoLevel, "Unloaded the model from {Folder} that was kept for {Model}");
}
