"""A rehearsal: a sitting with simulated PCs against a throwaway exam, on this machine and address.

    errand     what the crowd of PCs is told, and what it brings back; they are another process
    pc         one simulated PC: enrols, signs in, beats, hands in
    crowd      all of them together, and how long each call took
    stand_in   the throwaway exam, made from the config of the real one
    conduct    serves it, gives the orders, and sends the crowd
    readiness  what the real exam has, looked at and not touched
    verdict    what all this means; `server.rehearsal_verdict` has the sentences
    stage      the whole of it as a process of its own, for a server that runs

The PCs are honest about one thing: they are small clients on the server's own machine. They try
the program, the disk, the processor and the address; cables, switches and the PCs themselves are
tried by switching the PCs on.
"""
