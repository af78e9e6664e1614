using EdgeActors.Models;

namespace EdgeActors.Grpc.Agent;

/// <summary>The way to the model registry for everything but predictions.</summary>
internal interface IModelControl
{
    /// <summary>Asks the registry one command of <see cref="ModelsProtocol"/>.</summary>
    /// <param name="command">For example <see cref="ModelsProtocol.LoadModel"/>.</param>
    /// <param name="cancelled">Ends the wait, not the command.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> fired.</exception>
    Task<ModelsProtocol.IModelsReply> AskAsync(object command, CancellationToken cancelled);
}
