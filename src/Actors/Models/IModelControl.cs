namespace EdgeActors.Models;

/// <summary>The way in for commands about models: load, unload, list, describe. Predictions go through <see cref="IPredictor"/>.</summary>
public interface IModelControl
{
    /// <summary>Sends <paramref name="command"/> to the model registry and waits for its answer.</summary>
    /// <param name="command">
    /// One of <see cref="ModelsProtocol.LoadModel"/>, <see cref="ModelsProtocol.UnloadModel"/>,
    /// <see cref="ModelsProtocol.ListModels"/>, <see cref="ModelsProtocol.DescribeModel"/>.
    /// </param>
    /// <param name="cancelled">Ends the wait, not the command: a load goes on and its model will be listed.</param>
    /// <returns>
    /// The command's own reply or <see cref="ModelsProtocol.ModelRefused"/>, which it also is when the agent is stopping.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> has fired.</exception>
    Task<ModelsProtocol.IModelsReply> AskAsync(object command, CancellationToken cancelled);
}
