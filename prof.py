import sys; sys.path.insert(0,'/tmp/f6/src')
import cProfile,pstats,numpy as np
from detente.forecast.situation import make_situation
from detente.forecast.spatial import *
rng=np.random.default_rng(0); n=int(sys.argv[1]); t=int(sys.argv[2])
s=make_situation(rng.uniform(0,100,(n,1)),rng.uniform(10,100,(n,1)),rng.uniform(1,100,n))
run_spatial(s,max_turns=1)
p=cProfile.Profile(); p.enable(); 
for _ in range(t): run_spatial(s,max_turns=1)
p.disable(); pstats.Stats(p).sort_stats('tottime').print_stats(14)
